//! Notices to applicants: templates as data, and what comes out of them.

use crate::procedure::Text;

record! {
    /// How much a notice presses.
    #[derive(Copy, Eq)]
    pub enum Priority {
        /// Whenever the device finds time.
        Normal,
        /// At once: something must be done today, or concerns everybody's safety.
        Hot,
    }
}

record! {
    /// A template. Its texts have `{placeholders}`.
    #[serde(deny_unknown_fields)]
    #[derive(Eq)]
    pub struct NotificationTemplate {
        /// Id.
        pub id: String,
        /// How much it presses.
        pub priority: Priority,
        /// Status of the workflow that sends it, where one does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub status: Option<u32>,
        /// What stands on a locked screen or in a text message: nothing about a person.
        pub push: Text,
        /// What stands behind the login.
        pub body: Text,
    }
}

record! {
    /// Templates of an office.
    #[serde(deny_unknown_fields)]
    #[derive(Eq)]
    pub struct NotificationTemplates {
        /// Version of the document.
        pub version: String,
        /// The templates.
        pub templates: Vec<NotificationTemplate>,
    }
}

record! {
    personal
    /// A notice in one language.
    #[derive(Eq)]
    pub struct Notice {
        /// Id of the template.
        pub id: String,
        /// How much it presses.
        pub priority: Priority,
        /// Language, `vi` or `en`.
        pub lang: String,
        /// For locked screens and text messages.
        pub push: String,
        /// For behind the login.
        pub body: String,
    }
}
