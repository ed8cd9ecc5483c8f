//! How the result comes back to the applicant.

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
    personal
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
