//! The pack that comes with the command: procedures, catalogues and workflows of this version, unsigned, for
//! trying things out without a server.

use motcua::crypto::pack;
use motcua::json::{Error, Policy, parse};
use motcua::types::pack::{Pack, PackItem};

/// Path and text of every document.
const DOCUMENTS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/documents.rs"));

/// The pack, or the refusal of a document that is not strict JSON, which a test excludes.
pub(crate) fn pack() -> Result<Pack, Error> {
    let item = |(path, text): &(&str, &str)| -> Result<PackItem, Error> {
        Ok(pack::item(*path, parse(text.as_bytes(), &Policy::PROFILE)?))
    };
    Ok(Pack {
        v: 1,
        id: "embedded".to_owned(),
        seq: 0,
        valid_from: "2025-07-01".to_owned(),
        min_engine: motcua::ENGINE_VERSION.to_owned(),
        items: DOCUMENTS.iter().map(item).collect::<Result<_, _>>()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_documents_of_every_kind_and_compiles() {
        let pack = pack().unwrap();
        for kind in ["procedures/", "catalogues/", "workflows/"] {
            assert!(pack.items.iter().any(|item| item.path.starts_with(kind)), "{kind}");
        }
        let library = motcua::flow::load_pack(&pack);
        assert!(library.is_ok(), "{:?}", library.err());
    }
}
