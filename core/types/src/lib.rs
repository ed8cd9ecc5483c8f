//! The records that cross the boundary between the core and its hosts, and the registry of error codes.
//!
//! Every record is plain data: no behaviour beyond construction, no maps with free keys, no 64-bit
//! surprises for JavaScript, camelCase member names on the wire. With feature `wasm` each record has a
//! TypeScript declaration.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

#[macro_use]
mod serde_bridge;
#[macro_use]
mod record;

pub mod audit;
pub mod deadline;
pub mod document;
pub mod dossier;
pub mod error;
mod error_code;
pub mod event;
pub mod fee;
pub mod jose;
pub mod keys;
pub mod kpi;
pub mod notification;
pub mod office;
pub mod pack;
pub mod party;
pub mod procedure;
pub mod rating;
pub mod report;
pub mod returning;
pub mod session;
pub mod submission;
pub mod value;
pub mod vault;

pub use error::Failure;
pub use error_code::ErrorCode;
pub use motcua_json::Value;
pub use record::Record;

#[cfg(test)]
mod tests {
    use crate::party::{Party, PartyRole, Person, PersonId};
    use crate::{Record, Value};

    #[test]
    fn debug_shows_nothing_of_a_person() {
        let person = Person {
            name: "CANARY-NAME".into(),
            birth_date: Some("1990-CANARY".into()),
            id: PersonId::CitizenId { number: "CANARY-079".into() },
        };
        let party = Party {
            role: PartyRole::Subject,
            person: Some(person),
            organisation: None,
            acts_for: None,
            basis: None,
            evidence: None,
            reference: None,
        };
        let shown = format!("{party:?}");
        assert!(shown.contains("Subject") && !shown.contains("CANARY"), "{shown}");
    }

    /// Hosts that use serde are told the same as those that do not, at the same place.
    #[test]
    fn serde_reads_and_refuses_as_the_core_does() {
        let mut id = motcua_json::Object::new();
        id.insert("kind", "passport");
        id.insert("number", 7);
        let mut person = motcua_json::Object::new();
        person.insert("name", "A");
        person.insert("id", id);
        let value = Value::from(vec![Value::Object(person)]);
        let refused = Vec::<Person>::from_value(&value).unwrap_err();
        assert_eq!((refused.code(), refused.pointer()), ("json/type", Some("/0/id/number")));
        assert_eq!(motcua_json::from_value::<Vec<Person>>(&value).unwrap_err(), refused);

        let number = PersonId::Passport { number: "C1".into(), country: None };
        let written = motcua_json::to_value(&number).unwrap();
        assert_eq!(written, number.to_value().unwrap());
        assert_eq!(motcua_json::from_value::<PersonId>(&written).unwrap(), number);
        let far = crate::submission::Anchor { payload_hash: String::new(), at: i64::MAX };
        assert_eq!(motcua_json::to_value(&far), far.to_value());
        assert_eq!(far.to_value().unwrap_err().pointer(), Some("/at"));
    }
}
