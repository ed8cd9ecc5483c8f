//! Tables of codes, searchable with or without accents.

use motcua_json::sorted::Set;

use motcua_json::sort_by;
use motcua_types::pack::{Catalogue, CatalogueEntry};
use motcua_vn::text::search_key;

/// A catalogue with its search keys.
pub struct CatalogueTable {
    catalogue: Catalogue,
    codes: Set<String>,
    /// Search key of each entry: Vietnamese name, English name, code.
    keys: Vec<[String; 3]>,
}

impl CatalogueTable {
    /// Prepares a catalogue.
    pub fn new(catalogue: Catalogue) -> Self {
        let mut codes = Set::new();
        codes.extend(catalogue.entries.iter().map(|entry| entry.code.clone()));
        let key =
            |entry: &CatalogueEntry| [search_key(&entry.vi), search_key(&entry.en), search_key(&entry.code)];
        let keys = catalogue.entries.iter().map(key).collect();
        Self { catalogue, codes, keys }
    }

    /// The catalogue.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// Whether a code is in the table.
    pub fn has(&self, code: &str) -> bool {
        self.codes.contains(code)
    }

    /// Entries that match what was typed, with or without accents: first those that begin so, then those with a word
    /// that begins so, then the others; in display order within each group. An empty query gives the first entries.
    /// With `parent`, only entries under that code.
    pub fn search(&self, query: &str, parent: Option<&str>, limit: usize) -> Vec<CatalogueEntry> {
        let query = search_key(query);
        let of_parent = |entry: &CatalogueEntry| parent.is_none() || entry.parent.as_deref() == parent;
        let entries = self.catalogue.entries.iter().zip(&self.keys).filter(|(entry, _)| of_parent(entry));
        let mut found: Vec<(u8, &CatalogueEntry)> =
            entries.filter_map(|(entry, keys)| Some((rank(keys, &query)?, entry))).collect();
        sort_by(&mut found, |(a, _), (b, _)| a.cmp(b));
        found.into_iter().take(limit).map(|(_, entry)| entry.clone()).collect()
    }
}

fn rank(keys: &[String; 3], query: &str) -> Option<u8> {
    let best = |key: &String| {
        if key.starts_with(query) {
            Some(0)
        } else if key.split(' ').any(|word| word.starts_with(query)) || key.contains(&format!(" {query}")) {
            Some(1)
        } else {
            key.contains(query).then_some(2)
        }
    };
    keys.iter().filter_map(best).min()
}
