//! JSON for our own Node programs: text and lists of it.

/// A string.
pub(crate) fn string(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            control if control < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(control))),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

/// A list of strings.
pub(crate) fn list(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| string(word)).collect();
    format!("[{}]", words.join(","))
}

/// An object of members that are JSON already.
pub(crate) fn object(members: &[(&str, String)]) -> String {
    let members: Vec<String> =
        members.iter().map(|(name, value)| format!("{}:{value}", string(name))).collect();
    format!("{{{}}}", members.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_what_a_reader_understands() {
        assert_eq!(list(&["a\"b\\".to_owned(), "\n".to_owned()]), r#"["a\"b\\","\u000a"]"#);
        assert_eq!(object(&[("a", "1".to_owned()), ("b", list(&[]))]), r#"{"a":1,"b":[]}"#);
    }
}
