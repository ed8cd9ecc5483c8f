//! VietQR: the text of a QR code for bank transfers, written and read.
//!
//! EMVCo merchant-presented mode: fields of a two-digit tag, a two-digit length and a value; tag 38 holds the service of
//! the national payment corporation (`A000000727`) with the bank's BIN and the account; tag 63 a CRC-16/CCITT-FALSE over
//! everything before its own value. Amounts are whole đồng (`704` of ISO 4217).

use super::{Context, Refusal, cut, fits, number};
use crate::Check;

/// The service of the national payment corporation, and what is transferred to.
const SERVICE: &str = "A000000727";
const TO_ACCOUNT: &str = "QRIBFTTA";
const TO_CARD: &str = "QRIBFTTC";

/// A transfer that a QR code asks for (EMVCo merchant-presented mode with the fields of the national payment corporation).
#[derive(Clone, PartialEq, Eq)]
pub struct VietQr {
    /// BIN of the bank, six digits.
    pub bank: String,
    /// Account, or card number when [`VietQr::to_card`]: 1 to 19 letters and digits.
    pub account: String,
    /// Whether the account is a card number (`QRIBFTTC` in place of `QRIBFTTA`).
    pub to_card: bool,
    /// Amount in đồng, whole, 1 to 13 digits; `None` lets the payer choose.
    pub amount: Option<String>,
    /// Purpose of the transfer, such as a dossier code: up to 25 ASCII letters, digits, spaces and `-./`.
    pub purpose: Option<String>,
    /// Number of the bill, like the purpose.
    pub bill: Option<String>,
}

/// Says nothing of whose account it is.
impl core::fmt::Debug for VietQr {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("VietQr").finish_non_exhaustive()
    }
}

/// Why a transfer cannot be written, or a text is no VietQR.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VietQrError {
    /// Not fields of tag, length and value, or a field twice.
    Form,
    /// The checksum does not fit: the code was misread or changed.
    Crc,
    /// Another service, or another country's code.
    Service,
    /// No bank, or its BIN is not six digits.
    Bank,
    /// No account, or a character or length that none has.
    Account,
    /// The amount is not a whole number of đồng, or another currency.
    Amount,
    /// The purpose or bill is too long or has a character that banks refuse.
    Purpose,
}

impl VietQrError {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Form => "vietQr/form",
            Self::Crc => "vietQr/crc",
            Self::Service => "vietQr/service",
            Self::Bank => "vietQr/bank",
            Self::Account => "vietQr/account",
            Self::Amount => "vietQr/amount",
            Self::Purpose => "vietQr/purpose",
        }
    }
}

impl core::fmt::Display for VietQrError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.code())
    }
}

impl core::error::Error for VietQrError {}

impl VietQr {
    /// The text to draw as a QR code. Letters of purpose and bill are written in upper case.
    ///
    /// # Errors
    /// `vietQr/bank`, `vietQr/account`, `vietQr/amount` or `vietQr/purpose` when a member is not as described.
    pub fn write(&self) -> Result<String, VietQrError> {
        self.sound()?;
        let upper = |value: &Option<String>| value.as_ref().map(|value| value.to_ascii_uppercase());
        let (bill, purpose) = (upper(&self.bill), upper(&self.purpose));
        let bank = fields_of(&[("00", Some(&self.bank)), ("01", Some(&self.account))]);
        let service = if self.to_card { TO_CARD } else { TO_ACCOUNT };
        let transfer = fields_of(&[("00", Some(SERVICE)), ("01", Some(&bank)), ("02", Some(service))]);
        let additional = fields_of(&[("01", bill.as_deref()), ("08", purpose.as_deref())]);
        let mut out = fields_of(&[
            ("00", Some("01")),
            ("01", Some(if self.amount.is_some() { "12" } else { "11" })),
            ("38", Some(&transfer)),
            ("53", Some("704")),
            ("54", self.amount.as_deref()),
            ("58", Some("VN")),
            ("62", Some(&*additional).filter(|fields| !fields.is_empty())),
        ]);
        out += "6304";
        let crc = format!("{:04X}", crc16(&out));
        Ok(out + &crc)
    }

    /// Reads the text of a QR code. Fields that this record has no place for (a merchant's name and city, a category) are
    /// passed over; purposes of any characters are returned as they stand.
    ///
    /// # Errors
    /// The first thing that is wrong, in the order of [`VietQrError`].
    pub fn read(text: &str) -> Result<Self, VietQrError> {
        let fields = fields(text)?;
        // The checksum is the last field, and the only one that is not covered by itself.
        let (body, crc) = text.split_at_checked(text.len().saturating_sub(4)).unwrap_or_default();
        if fields.last() != Some(&("63", crc)) {
            return Err(VietQrError::Form);
        }
        let stated = u16::from_str_radix(crc, 16).ok().filter(|_| crc.bytes().all(|b| b.is_ascii_hexdigit()));
        if stated != Some(crc16(body)) {
            return Err(VietQrError::Crc);
        }
        let get = |tag| value(&fields, tag);
        if get("00") != Some("01") || !matches!(get("58"), None | Some("VN")) {
            return Err(VietQrError::Service);
        }
        let transfer = self::fields(get("38").ok_or(VietQrError::Service)?)?;
        let to_card = value(&transfer, "02") == Some(TO_CARD);
        if value(&transfer, "00") != Some(SERVICE) || !(to_card || value(&transfer, "02") == Some(TO_ACCOUNT))
        {
            return Err(VietQrError::Service);
        }
        let bank = self::fields(value(&transfer, "01").ok_or(VietQrError::Bank)?)?;
        if get("53") != Some("704") {
            return Err(VietQrError::Amount);
        }
        let additional = self::fields(get("62").unwrap_or_default())?;
        let own = |fields: &[Field<'_>], tag| value(fields, tag).map(str::to_owned);
        let mut found = Self {
            bank: own(&bank, "00").ok_or(VietQrError::Bank)?,
            account: own(&bank, "01").ok_or(VietQrError::Account)?,
            to_card,
            amount: own(&fields, "54"),
            purpose: None,
            bill: None,
        };
        // Other banks' codes carry purposes that ours would not: only what moves the money is held to the rules.
        found.sound()?;
        found.purpose = own(&additional, "08");
        found.bill = own(&additional, "01");
        Ok(found)
    }

    fn sound(&self) -> Result<(), VietQrError> {
        let one_to = |most: usize, text: &str| (1..=most).contains(&text.len());
        if !fits(&self.bank, "######") {
            return Err(VietQrError::Bank);
        }
        if !one_to(19, &self.account) || !self.account.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(VietQrError::Account);
        }
        if let Some(amount) = &self.amount
            && !(one_to(13, amount) && super::all_digits(amount) && !amount.starts_with('0'))
        {
            return Err(VietQrError::Amount);
        }
        for text in [&self.purpose, &self.bill].into_iter().flatten() {
            let safe = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b' ' | b'-' | b'.' | b'/');
            if !one_to(25, text) || !text.bytes().all(safe) {
                return Err(VietQrError::Purpose);
            }
        }
        Ok(())
    }
}

pub(super) fn check(text: &str, _: &Context, check: &mut Check) -> Result<(), Refusal> {
    let text = text.trim();
    let qr = VietQr::read(text).map_err(VietQrError::code)?;
    let to = if qr.to_card { "card" } else { "account" };
    for (name, value) in [
        ("bank", Some(&*qr.bank)),
        ("account", Some(&qr.account)),
        ("to", Some(to)),
        ("amount", qr.amount.as_deref()),
        ("purpose", qr.purpose.as_deref()),
        ("bill", qr.bill.as_deref()),
    ] {
        if let Some(value) = value {
            check.add(name, value);
        }
    }
    check.normalized = Some(text.to_owned());
    Ok(())
}

/// A tag and its value.
type Field<'a> = (&'a str, &'a str);

/// Writes the fields that are there. Values here are ASCII and shorter than 100.
fn fields_of(fields: &[(&str, Option<&str>)]) -> String {
    let mut out = String::new();
    for (tag, value) in fields {
        if let Some(value) = value {
            out += tag;
            out += &format!("{:02}", value.len());
            out += value;
        }
    }
    out
}

/// Splits into tags and values. Lengths count characters, which differ from bytes in names of shops.
fn fields(text: &str) -> Result<Vec<Field<'_>>, VietQrError> {
    // As many as a code for a transfer has; a longer list grows.
    let mut found: Vec<Field<'_>> = Vec::with_capacity(8);
    let mut rest = text;
    while !rest.is_empty() {
        let (tag, length) = (cut(rest, 0, 2), cut(rest, 2, 4));
        let known = found.iter().any(|(seen, _)| *seen == tag);
        if known || !fits(tag, "##") || !fits(length, "##") {
            return Err(VietQrError::Form);
        }
        let after = cut(rest, 4, rest.len());
        let (value, left) = split_chars(after, number(length, 0, 2) as usize).ok_or(VietQrError::Form)?;
        rest = left;
        found.push((tag, value));
    }
    Ok(found)
}

/// The first so many characters, and what follows; of a shorter text, nothing.
fn split_chars(text: &str, count: usize) -> Option<(&str, &str)> {
    match text.split_at_checked(count) {
        Some((head, tail)) if head.is_ascii() => Some((head, tail)),
        _ => {
            let mut chars = text.chars();
            (0..count).try_for_each(|_| chars.next().map(drop))?;
            text.split_at_checked(text.len() - chars.as_str().len())
        }
    }
}

fn value<'a>(fields: &[Field<'a>], tag: &str) -> Option<&'a str> {
    fields.iter().find(|(known, _)| *known == tag).map(|(_, value)| *value)
}

/// CRC-16/CCITT-FALSE: polynomial 1021, start FFFF, nothing reflected or inverted.
fn crc16(text: &str) -> u16 {
    // Eight steps of the division at once: the polynomial has so few terms that they can be written out.
    text.bytes().fold(0xFFFF_u16, |crc, byte| {
        let mut crc = crc.rotate_left(8) ^ u16::from(byte);
        crc ^= (crc & 0xFF) >> 4;
        crc ^= crc << 12;
        crc ^ (crc & 0xFF) << 5
    })
}
