//! People and organisations of a dossier. People are not keys: a person may have no number, no device,
//! no age of consent.

record! {
    /// What a party is in the dossier.
    #[derive(Copy, Eq)]
    pub enum PartyRole {
        /// Whom the record is about: the child, the deceased.
        Subject,
        /// Who asks for the result.
        Applicant,
        /// Who files, in person or online.
        Filer,
        /// Who acts for somebody else.
        Representative,
        /// A second applicant, such as a spouse.
        CoApplicant,
        /// A witness.
        Witness,
    }
}

record! {
    /// By what right a party acts for another.
    #[derive(Copy, Eq)]
    pub enum Basis {
        /// As parent.
        Parent,
        /// As appointed guardian.
        Guardian,
        /// By written authorisation, which is then among the attachments.
        PowerOfAttorney,
        /// As legal representative of an organisation.
        LegalRepresentative,
        /// As employee of an organisation.
        Employee,
        /// An officer, at the request of a person who came to the desk.
        OfficerOnRequest,
    }
}

record! {
    personal
    /// How a person is identified. The kind comes from the field, never from a guess at the value.
    #[serde(tag = "kind")]
    #[derive(Eq)]
    pub enum PersonId {
        /// Personal identification number, 12 digits (Law 26/2023/QH15).
        CitizenId {
            /// The number.
            number: String,
        },
        /// Passport of any country.
        Passport {
            /// The number as printed.
            number: String,
            /// ISO 3166-1 alpha-2 code of the issuing country.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[cfg_attr(feature = "wasm", tsify(optional))]
            country: Option<String>,
        },
        /// Number given to a foreigner by Vietnam.
        ForeignerNumber {
            /// The number.
            number: String,
        },
        /// Old identity card of 9 digits; appears in history fields only.
        OldIdCard {
            /// The number.
            number: String,
        },
        /// Another paper.
        Other {
            /// The number as printed.
            number: String,
            /// What paper it is.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[cfg_attr(feature = "wasm", tsify(optional))]
            paper: Option<String>,
        },
        /// No identifier, and why.
        None {
            /// Why there is none: `newborn`, `lost`, `neverIssued`, `unknown`.
            reason: String,
        },
    }
}

record! {
    personal
    /// A person.
    pub struct Person {
        /// Full name, NFC.
        pub name: String,
        /// Birth date: `yyyy`, `yyyy-mm` or `yyyy-mm-dd`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub birth_date: Option<String>,
        /// Identifier.
        pub id: PersonId,
    }
}

record! {
    personal
    /// An organisation with the person who represents it by law.
    pub struct Organisation {
        /// Registered name.
        pub name: String,
        /// Tax code, which is also its electronic identifier (Decision 20/2020/QĐ-TTg Art. 5).
        pub tax_code: String,
        /// Legal representative.
        pub representative: Person,
    }
}

record! {
    /// One party of a dossier: a person or an organisation in a role.
    pub struct Party {
        /// Role.
        pub role: PartyRole,
        /// The person, unless it is an organisation.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub person: Option<Person>,
        /// The organisation, unless it is a person.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub organisation: Option<Organisation>,
        /// For whom this party acts.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub acts_for: Option<PartyRole>,
        /// By what right.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub basis: Option<Basis>,
        /// Id of the attachment that proves the right.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub evidence: Option<String>,
        /// Who signs in this role: the person's reference as their enrolment states it, or the `sha-256:…` of
        /// their certificate. A co-signature counts for the party whose reference is its signer's.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub reference: Option<String>,
    }
}
