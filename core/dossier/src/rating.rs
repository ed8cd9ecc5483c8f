//! Satisfaction: nine indices of 0 to 2 points (Decree 61/2018/NĐ-CP, Art. 29–32), added up for one rating and averaged
//! over many with one decimal. Anybody who has the ratings computes the same.

use motcua_json::{Policy, Value};
use motcua_types::Record;
use motcua_types::rating::{RatingScheme, RatingSummary};

use crate::Error;

const SOURCE: &str = include_str!("../data/ratings.json");

/// The schemes that ship with the product, marked `uncertain`: for an officer and for an agency.
///
/// # Errors
/// [`Error::RatingScheme`] if the shipped document is broken, which a test rules out.
pub fn shipped() -> Result<Vec<RatingScheme>, Error> {
    let value = motcua_json::parse(SOURCE.as_bytes(), &Policy::PROFILE).map_err(|_| Error::RatingScheme)?;
    value.as_array().ok_or(Error::RatingScheme)?.iter().map(from_value).collect()
}

/// Reads a scheme: bands fall from the best to the one that begins at 0.
///
/// # Errors
/// [`Error::RatingScheme`].
pub fn from_value(value: &Value) -> Result<RatingScheme, Error> {
    let scheme = RatingScheme::from_value(value).map_err(|_| Error::RatingScheme)?;
    let falling =
        scheme.bands.iter().zip(scheme.bands.iter().skip(1)).all(|(better, worse)| better.from > worse.from);
    let whole = scheme.bands.last().is_some_and(|worst| worst.from == 0);
    let countable = (1..=100).contains(&scheme.indices) && (1..=100).contains(&scheme.most);
    if falling && whole && countable { Ok(scheme) } else { Err(Error::RatingScheme) }
}

/// Points of one rating: at least one index, none beyond the scheme's.
///
/// # Errors
/// [`Error::RatingScore`].
pub fn points(scheme: &RatingScheme, scores: &[u32]) -> Result<u32, Error> {
    let fits = !scores.is_empty() && scores.len() <= scheme.indices as usize;
    if !fits || scores.iter().any(|score| *score > scheme.most) {
        return Err(Error::RatingScore);
    }
    Ok(scores.iter().sum())
}

/// What many ratings amount to: the mean of their points with one decimal, halves rounded up, and its band.
///
/// # Errors
/// [`Error::RatingScore`] for the first rating that does not fit the scheme.
pub fn summarise(scheme: &RatingScheme, ratings: &[Vec<u32>]) -> Result<RatingSummary, Error> {
    let mut sum = 0u64;
    for scores in ratings {
        sum += u64::from(points(scheme, scores)?);
    }
    let count = ratings.len() as u64;
    if count == 0 {
        return Ok(RatingSummary { count: 0, tenths: 0, band: None });
    }
    let tenths = u32::try_from((sum * 20 + count) / (count * 2)).map_err(|_| Error::RatingScore)?;
    let band = scheme.bands.iter().find(|band| tenths >= band.from).map(|band| band.id.clone());
    Ok(RatingSummary { count: u32::try_from(count).map_err(|_| Error::RatingScore)?, tenths, band })
}
