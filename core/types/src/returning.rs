//! How the result comes back to the applicant.

use serde::de::{Deserialize, Deserializer};

use crate::record::Record;
use crate::tagged::{Tagged, refuse};

record! {
    personal
    /// A postal address with the codes of the administrative units in force (Decision 19/2025/QĐ-TTg).
    #[serde(deny_unknown_fields)]
    #[derive(Eq)]
    pub struct PostalAddress {
        /// Code of the province, two digits.
        pub province: String,
        /// Code of the commune, five digits.
        pub commune: String,
        /// House, street, hamlet.
        pub detail: String,
        /// Who receives it, where that is not the applicant.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub recipient: Option<String>,
    }
}

record! {
    tagged personal
    /// The way that the applicant chose.
    #[serde(tag = "by")]
    #[derive(Eq)]
    pub enum ReturnChannel {
        /// At the one-stop desk.
        Desk,
        /// In the portal, as a signed electronic result.
        Online,
        /// By public post.
        Post {
            /// Where to.
            address: PostalAddress,
        },
    }
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
enum Way {
    Desk,
    Online,
    Post,
}

impl<'de> Deserialize<'de> for ReturnChannel {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut channel = Tagged::read(deserializer, "by")?;
        Ok(match channel.kind {
            Way::Desk => Self::Desk,
            Way::Online => Self::Online,
            Way::Post => {
                let address = channel.member("address")?;
                Self::Post { address: PostalAddress::from_value(&address).map_err(refuse)? }
            }
        })
    }
}

impl ReturnChannel {
    /// Its name in a procedure's `returnChannels`.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Desk => "desk",
            Self::Online => "online",
            Self::Post { .. } => "post",
        }
    }
}
