//! `document.render`

use motcua::dossier::document::{Lang, Layouts, article, page};
use motcua::json::Value;
use motcua::types::document::DossierDocument;

use crate::args::{Answer, Args};

/// The HTML of a paper in a language, as a whole `page` or as one article.
pub(super) fn render(args: &Args<'_>) -> Answer {
    let document: DossierDocument = args.record("document")?;
    let lang = Lang::of(args.text("lang")?);
    let layouts = Layouts::shipped().map_err(|error| error.code().to_owned())?;
    let whole = args.optional("page").and_then(Value::as_bool).unwrap_or_default();
    let draw = if whole { page } else { article };
    draw(&document, lang, &layouts).map(Value::from).map_err(|error| error.code().to_owned())
}
