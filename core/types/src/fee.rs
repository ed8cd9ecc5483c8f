//! What a dossier costs, and what became of it: đồng as integers, each moment signed in the log.

record! {
    /// A moment in the life of a fee.
    #[derive(Copy, Eq)]
    pub enum FeeMoment {
        /// Owed by the applicant from now on.
        Due,
        /// Asked for, with a way to pay.
        Requested,
        /// Paid.
        Paid,
        /// Given back.
        Refunded,
        /// Not owed after all, for a reason that the law knows.
        Exempt,
    }
}

record! {
    /// Body of a fee event. Names no payer and no account.
    #[derive(Eq)]
    pub struct FeeChange {
        /// What happened.
        pub moment: FeeMoment,
        /// Amount of this moment in đồng, 1 to 2^53 - 1.
        pub amount: i64,
        /// Why, as a code: needed for `exempt` and `refunded`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub reason: Option<String>,
        /// Reference of the payment system; needed for `paid`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub reference: Option<String>,
    }
}

record! {
    /// All moments of a dossier's fee added up, in đồng. Still owed is `due - exempt - paid`; what the office holds
    /// is `paid - refunded`.
    #[derive(Copy, Default, Eq)]
    pub struct FeeState {
        /// Owed in all.
        pub due: i64,
        /// Asked for in all.
        pub requested: i64,
        /// Paid in all.
        pub paid: i64,
        /// Given back in all.
        pub refunded: i64,
        /// Not owed after all.
        pub exempt: i64,
    }
}

record! {
    personal
    /// Account that takes fees, as an office makes it known.
    #[serde(deny_unknown_fields)]
    #[derive(Eq)]
    pub struct FeeAccount {
        /// BIN of the bank, six digits.
        pub bank: String,
        /// Number of the account.
        pub account: String,
    }
}
