//! Filled forms. People are made up; numbers are structurally right.

use motcua::json::Value;
use motcua::vn::date::DateTime;

use super::{json, now};

/// The procedure of the stories.
pub const BIRTH: &str = "1.001193";

/// A day before today, ISO.
pub fn days_ago(days: i64) -> String {
    let today = DateTime::from_unix(now()).unwrap().date();
    today.add_days(-days).unwrap().to_string()
}

const HOME: &str = r#"{"country":"VN","province":"79","commune":"26740","detail":"12 đường Lê Lợi"}"#;

fn child(name: &str, days: i64) -> String {
    format!(
        r#"{{"fullName":"{name}","sex":"female","birthDate":"{}","birthPlace":{{"facility":"Bệnh viện Từ Dũ",
        "province":"79","commune":"26740"}},"homeTown":{{"country":"VN","province":"79","commune":"26740"}},
        "ethnicity":"01","nationality":"VN","id":{{"kind":"none","reason":"newborn"}}}}"#,
        days_ago(days)
    )
}

/// Nguyễn Thị Hoa for her daughter.
pub fn mother() -> Value {
    json(&format!(
        r#"{{"requester":{{"relation":"mother","fullName":"Nguyễn Thị Hoa","birthDate":"1998-03-15",
        "id":{{"kind":"citizenId","number":"079198000123"}},"phone":"0912345678","residence":{HOME}}},
        "parentage":"both","child":{},
        "mother":{{"ethnicity":"01","nationality":"VN"}},
        "father":{{"fullName":"Lê Quốc Hưng","birthDate":"1995","id":{{"kind":"citizenId","number":"079095000777"}},
        "ethnicity":"01","nationality":"VN","sameResidence":true}},
        "birthProof":"certificate","returnBy":"online"}}"#,
        child("Lê Ngọc Minh Anh", 9)
    ))
}

/// Trần Văn Nam, with an authorisation, for his niece; her father has a passport.
pub fn uncle() -> Value {
    json(&format!(
        r#"{{"requester":{{"relation":"authorised","fullName":"Trần Văn Nam","birthDate":"1985-07-02",
        "id":{{"kind":"citizenId","number":"079085000456"}},"phone":"0987654321","residence":{HOME}}},
        "parentage":"both","child":{},
        "mother":{{"fullName":"Trần Thị Mai","birthDate":"1994-02-11",
        "id":{{"kind":"citizenId","number":"079194000222"}},"ethnicity":"01","nationality":"VN","residence":{HOME}}},
        "father":{{"fullName":"John Smith","birthDate":"1990-05","id":{{"kind":"passport","number":"C1234567",
        "country":"US"}},"nationality":"US","sameResidence":false,
        "residence":{{"country":"US","detail":"1 Main Street"}}}},
        "birthProof":"certificate","returnBy":"online"}}"#,
        child("Trần Mai Khanh", 12)
    ))
}

/// Lê Thị Bình, who came to the desk with papers.
pub fn paper() -> Value {
    json(&format!(
        r#"{{"requester":{{"relation":"mother","fullName":"Lê Thị Bình","birthDate":"1996-11-20",
        "id":{{"kind":"citizenId","number":"079196000789"}},"residence":{HOME}}},
        "parentage":"fatherUnknown","child":{},
        "mother":{{"ethnicity":"01","nationality":"VN"}},
        "birthProof":"certificate","returnBy":"desk"}}"#,
        child("Lê Gia Bảo", 5)
    ))
}
