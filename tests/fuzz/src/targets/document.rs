//! Papers: whatever their texts say, the page has the elements of its layout and no others.

use motcua::dossier::document::{Lang, Layouts, article};
use motcua::json::{Policy, from_value, parse};
use motcua::types::document::DossierDocument;

use crate::Target;

pub(super) const TARGET: Target = Target {
    name: "document",
    seeds: || {
        super::texts(&[
            r#"{"addressee":{"address":"12 Nguyễn Huệ","name":"Nguyễn Thị Minh Khai"},"code":"H29-261118-0001","dossier":"urn:uuid:1","due":"2026-11-23T17:00:00+07:00","fee":{"due":8000,"exempt":0,"paid":0,"refunded":0,"requested":0},"form":"01","issued":"2026-11-18T18:07:40+07:00","office":{"name":{"en":"Office","vi":"Cơ quan"},"place":{"en":"City","vi":"Thành phố"}},"papers":["Tờ khai"],"procedure":{"code":"1.001193","name":{"en":"Birth","vi":"Khai sinh"}},"received":"2026-11-18T18:07:40+07:00","returnBy":"post","v":1}"#,
            r#"{"addressee":{"name":"<b>"},"dossier":"urn:uuid:1","form":"02","issued":"2026-11-18T18:07:40Z","items":["<script>","&amp;"],"office":{"name":{"en":"Office","vi":"Cơ quan"},"place":{"en":"City","vi":"Thành phố"}},"procedure":{"code":"1","name":{"en":"","vi":""}},"reason":{"note":"'\""},"v":1}"#,
        ])
    },
    words: &[
        "<",
        ">",
        "&",
        "\\\"",
        "'",
        "<script>",
        "</article>",
        "{name}",
        "\"06\"",
        "\"03\"",
        "\\u202e",
        "\\u0000",
    ],
    run,
};

/// Every element that a layout can write.
const ELEMENTS: &[&str] = &[
    "article", "header", "div", "p", "span", "h1", "h2", "dl", "dt", "dd", "strong", "ol", "li", "table",
    "caption", "thead", "tbody", "tr", "th", "td", "footer",
];

fn run(bytes: &[u8]) {
    let Ok(value) = parse(bytes, &Policy::PROFILE) else { return };
    let Ok(document) = from_value::<DossierDocument>(&value) else { return };
    let layouts = Layouts::shipped().expect("the shipped layouts");
    let mut shapes = Vec::new();
    for lang in [Lang::Vi, Lang::En] {
        let Ok(drawn) = article(&document, lang, &layouts) else { continue };
        let mut open = Vec::new();
        for tag in drawn.split('<').skip(1) {
            let name: String = tag.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '/').collect();
            let bare = name.trim_start_matches('/');
            assert!(ELEMENTS.contains(&bare), "an element that no layout writes");
            match name.starts_with('/') {
                true => assert!(open.pop() == Some(bare.to_owned()), "elements close in order"),
                false => open.push(bare.to_owned()),
            }
        }
        assert!(open.is_empty(), "every element is closed");
        shapes.push(drawn.matches('<').count());
    }
    assert!(shapes.len() != 1, "both languages or none");
}
