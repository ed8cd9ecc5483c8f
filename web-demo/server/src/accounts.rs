//! Simulated sign-in: accounts and the city's names, as data. A real city replaces this by its login; what the
//! rest of the server sees stays the same claims.

use motcua::crypto::hash;
use motcua::json::{self, Object, Policy, Value};
use motcua::types::event::ActorRole;
use motcua::types::procedure::Text;
use serde::Deserialize;

use crate::login;

/// Who an account belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// Signs in through the (simulated) national e-identity.
    Citizen,
    /// Works at the office.
    Officer,
}

impl Kind {
    /// As the portal reads it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Citizen => "citizen",
            Self::Officer => "officer",
        }
    }
}

/// A simulated account.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Account {
    /// Name in the sign-in list.
    pub id: String,
    /// Whose.
    pub kind: Kind,
    /// Full name.
    #[serde(default)]
    pub name: String,
    /// What it is good for, in the list.
    pub note: Text,
    /// Stable subject of the identity provider.
    #[serde(default)]
    pub sub: String,
    /// What the national login says of a citizen; name, subject, number and birth date are read from it.
    #[serde(default)]
    login: Option<Value>,
    /// Personal identification number.
    #[serde(skip)]
    pub citizen_id: Option<String>,
    /// Birth date.
    #[serde(skip)]
    pub birth_date: Option<String>,
    /// Assurance level, 0 for officers.
    #[serde(default)]
    pub level: u32,
    /// Roles of an officer.
    #[serde(default)]
    pub roles: Vec<ActorRole>,
}

impl Account {
    /// The account with what its login says.
    fn signed_in(mut self) -> Result<Self, &'static str> {
        if let Some(claims) = &self.login {
            let citizen = login::citizen(claims)?;
            self.sub = citizen.sub;
            self.name = citizen.name;
            self.citizen_id = Some(citizen.citizen_id);
            self.birth_date = Some(citizen.birth_date);
        }
        Ok(self)
    }

    /// Stable reference that dossiers and enrolments carry.
    pub fn person(&self) -> String {
        format!("person:{}", self.sub)
    }

    /// Name of the identity provider.
    pub fn idp<'a>(&self, agency: &'a str) -> &'a str {
        if self.kind == Kind::Citizen { "vneid-simulated" } else { agency }
    }

    /// Claims of a login at a time, in the words of this project (Decree 69/2024/NĐ-CP for the level).
    pub fn claims(&self, agency: &str, auth_time: i64) -> Value {
        let mut claims = Object::new();
        claims.insert("sub", self.sub.as_str());
        claims.insert("name", self.name.as_str());
        if let Some(number) = &self.citizen_id {
            claims.insert("citizenId", number.as_str());
        }
        if let Some(date) = &self.birth_date {
            claims.insert("birthDate", date.as_str());
        }
        claims.insert("level", i64::from(self.level));
        claims.insert("idp", self.idp(agency));
        claims.insert("authTime", auth_time);
        Value::Object(claims)
    }

    /// Hash of the claims, for the enrolment.
    pub fn claims_hash(&self, agency: &str, auth_time: i64) -> String {
        hash::sha256_text(&json::canonicalize(&self.claims(agency, auth_time)))
    }

    /// Whether an officer has a role.
    pub fn has_role(&self, role: ActorRole) -> bool {
        self.kind == Kind::Officer && self.roles.contains(&role)
    }
}

/// Agency and unit, as in the key directory.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// Agency identifier.
    pub agency: String,
    /// Unit.
    pub unit: String,
    /// Name for people.
    #[serde(default)]
    pub name: Option<Text>,
}

impl Unit {
    /// The name under which it signs events.
    pub fn issuer(&self) -> String {
        format!("{}/{}", self.agency, self.unit)
    }
}

/// The city of the demonstration.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct City {
    /// Name.
    pub city: Text,
    /// Signs enrolments, acknowledgements and receipts of the intake.
    pub portal: Unit,
    /// Signs packs.
    pub publisher: Unit,
    /// Opens and settles.
    pub office: Unit,
    /// Name of the pack series.
    pub pack_series: String,
}

#[derive(Deserialize)]
struct Accounts {
    accounts: Vec<Account>,
}

fn load<T: serde::de::DeserializeOwned>(text: &str, what: &str) -> Result<T, String> {
    let value = json::parse(text.as_bytes(), &Policy::PROFILE).map_err(|error| format!("{what}: {error}"))?;
    json::from_value(&value).map_err(|error| format!("{what}: {error}"))
}

/// The city.
///
/// # Errors
/// A sentence for the terminal when the document is broken.
pub fn city() -> Result<City, String> {
    load(include_str!("../data/city.json"), "city.json")
}

/// The accounts.
///
/// # Errors
/// A sentence for the terminal when the document is broken.
pub fn accounts() -> Result<Vec<Account>, String> {
    let list = load::<Accounts>(include_str!("../data/accounts.json"), "accounts.json")?.accounts;
    list.into_iter()
        .map(|account| {
            account.signed_in().map_err(|claim| format!("accounts.json: the claim {claim} is wrong"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use motcua::vn::{Verdict, id};

    #[test]
    fn the_city_has_a_code_for_its_office() {
        let city = city().unwrap();
        assert!(motcua::dossier::number::is_agency_code(&city.office.agency));
        assert_ne!(city.portal.issuer(), city.office.issuer());
    }

    #[test]
    fn accounts_are_synthetic_but_structurally_right() {
        let accounts = accounts().unwrap();
        for account in accounts.iter().filter(|account| account.kind == Kind::Citizen) {
            let check =
                id::check("citizenId", account.citizen_id.as_deref().unwrap(), &id::Context::default());
            assert_eq!(check.unwrap().verdict, Verdict::Valid, "{}", account.id);
            assert!(account.roles.is_empty() && (1..=2).contains(&account.level));
        }
        for account in accounts.iter().filter(|account| account.kind == Kind::Officer) {
            assert!(!account.roles.is_empty() && account.citizen_id.is_none() && account.level == 0);
        }
    }
}
