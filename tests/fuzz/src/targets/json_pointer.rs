//! Pointers: reading, writing, and setting what they name. First line the pointer, then the document.

use motcua::json::{Pointer, Policy, Value, parse, pointer};

use crate::Target;

pub(super) const TARGET: Target = Target {
    name: "json-pointer",
    seeds: || {
        super::texts(&[
            "/a/0/b~1c~0\n{\"a\":[{\"b/c~\":1}]}",
            "/a/-\n{\"a\":[1,2]}",
            "\n[]",
            "/0/00/01\n[[[1,2]]]",
            "/x/y/z\nnull",
        ])
    },
    words: &["/", "~0", "~1", "~", "/-", "/0", "/a", "\n", "{\"a\":", "[", "]", "}", "null"],
    run,
};

fn run(bytes: &[u8]) {
    let Some((place, document)) = super::halves(bytes) else { return };
    let Ok(place) = std::str::from_utf8(place) else { return };
    let Ok(root) = parse(document, &Policy::RFC8259) else { return };
    if let Ok(parsed) = Pointer::parse(place) {
        assert_eq!(parsed.to_string(), place, "a pointer survives its text");
        assert!(parsed.get(&root) == pointer::get(&root, place), "both ways find the same");
    }
    let mut changed = root.clone();
    match pointer::set(&mut changed, place, Value::from("x")) {
        // `-` names the place behind the last item, which nothing can be found at.
        Ok(_) if place.split('/').any(|token| token == "-") => {}
        Ok(_) => assert!(pointer::get(&changed, place) == Some(&Value::from("x")), "what was set is there"),
        Err(_) => assert!(changed == root, "a refused change changes nothing"),
    }
}
