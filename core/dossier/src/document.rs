//! Papers of a dossier: issued as data from the log, and drawn as one HTML page for screen and print.
//!
//! The drawing has no script, no link and no request to anywhere; every text is escaped. Its style is [`STYLE`], which
//! a whole page carries inside and a host that shows an [`article`] among its own markup puts into its own style sheet.

mod html;
mod layout;
mod values;

use motcua_types::document::{ControlStep, DocumentFacts, DossierDocument, ProcedureName, StatedReason};
use motcua_types::dossier::{DossierState, HistoryEntry, Workflow};
use motcua_types::event::{DossierEvent, Reason, StatusChange};
use motcua_types::procedure::{Procedure, ReasonDef, Text};
use motcua_vn::date::DateTime;

use crate::Error;
use html::Html;
pub use layout::Layouts;
use layout::{Block, Layout};
pub use values::Lang;
use values::{fill, moment, value};

/// A moment in Vietnam as notices and papers write it.
pub(crate) fn spoken_moment(at: DateTime, lang: Lang) -> String {
    values::spoken(at, lang)
}

/// An amount in đồng as notices and papers write it.
pub(crate) fn spoken_amount(amount: i64, lang: Lang) -> String {
    values::dong(amount, lang)
}

/// Style of a paper: A4 with the margins of Decree 30/2020/NĐ-CP, Annex I. All rules begin with `.motcua-document`.
pub const STYLE: &str = include_str!("../data/document.css");

/// Control slip, which shows the whole way instead of one change.
const CONTROL_SLIP: &str = "06";

/// The paper that the last change with this form issued; for the control slip, the way until now (`now` in seconds
/// since 1970). `procedure` gives its name and, beside the workflow's, its reasons.
///
/// # Errors
/// [`Error::DocumentForm`] when no change issued that form.
pub fn issue(
    form: &str,
    state: &DossierState,
    workflow: &Workflow,
    procedure: &Procedure,
    facts: DocumentFacts,
    now: i64,
) -> Result<DossierDocument, Error> {
    let mut document = DossierDocument {
        v: 1,
        form: form.to_owned(),
        office: facts.office,
        register: facts.register,
        issued: DateTime::from_unix(now).ok_or(Error::DocumentForm)?.to_rfc3339(),
        dossier: state.dossier.clone(),
        code: state.code.clone(),
        number: state.number.clone(),
        event: (state.size > 0).then(|| state.head.clone()),
        procedure: ProcedureName { code: procedure.code.clone(), name: procedure.name.clone() },
        addressee: facts.addressee,
        papers: facts.papers,
        items: Vec::new(),
        received: None,
        due: state.due.as_ref().map(|due| due.due.clone()),
        new_due: None,
        return_by: facts.return_by,
        return_address: facts.return_address,
        fee: state.fee,
        reason: None,
        steps: Vec::new(),
        officer: None,
    };
    if form == CONTROL_SLIP {
        document.steps = state.history.iter().filter_map(|entry| step(entry, workflow)).collect();
        return Ok(document);
    }
    let issued = |entry: &&HistoryEntry| matches!(&entry.event, DossierEvent::Status(change) if change.form.as_deref() == Some(form));
    let at = state.history.iter().rposition(|entry| issued(&entry)).ok_or(Error::DocumentForm)?;
    let (before, rest) = state.history.split_at(at);
    let Some((entry, change)) = rest.first().and_then(|entry| Some((entry, change(entry)?))) else {
        return Err(Error::DocumentForm);
    };
    let set = change.due.as_ref().map(|due| due.due.clone());
    let earlier = before.iter().rev().filter_map(self::change).find_map(|change| change.due.as_ref());
    document.issued.clone_from(&entry.at);
    document.event = Some(entry.hash.clone());
    (document.due, document.new_due) = match form {
        "04" => (earlier.map(|due| due.due.clone()), set),
        _ => (set, None),
    };
    document.received = (form == "01").then(|| entry.at.clone());
    document.officer.clone_from(&change.officer_name);
    if let Some(reason) = &change.reason {
        document.items.clone_from(&reason.items);
        document.reason = Some(stated(reason, &procedure.reasons, workflow));
    }
    Ok(document)
}

fn change(entry: &HistoryEntry) -> Option<&StatusChange> {
    match &entry.event {
        DossierEvent::Status(change) => Some(change),
        _ => None,
    }
}

fn step(entry: &HistoryEntry, workflow: &Workflow) -> Option<ControlStep> {
    let change = change(entry)?;
    let known = workflow.statuses.iter().find(|status| status.code == change.status);
    let status = known.map_or_else(
        || Text { vi: change.status.to_string(), en: change.status.to_string() },
        |status| status.name.clone(),
    );
    let (unit, at) = (entry.issuer.clone(), entry.at.clone());
    Some(ControlStep { unit, status, at, officer: change.officer_name.clone() })
}

fn stated(reason: &Reason, reasons: &[ReasonDef], workflow: &Workflow) -> StatedReason {
    let known = reasons.iter().chain(&workflow.reasons).find(|known| known.code == reason.code);
    StatedReason { text: known.map(|known| known.text.clone()), note: reason.note.clone() }
}

/// Draws a paper as a whole page.
///
/// # Errors
/// As [`article`].
pub fn page(document: &DossierDocument, lang: Lang, layouts: &Layouts) -> Result<String, Error> {
    let layout = find(document, layouts)?;
    let body = article(document, lang, layouts)?;
    let mut html = Html::default();
    html.raw("<!doctype html>\n<html lang=\"");
    html.raw(lang.tag());
    html.raw("\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">");
    let number = document.code.as_ref().or(document.number.as_ref());
    let title = lang.pick(&layout.title);
    html.line("title", "", &number.map_or_else(|| title.to_owned(), |number| format!("{title} {number}")));
    html.element("style", "", |html| html.raw(STYLE));
    html.close("head");
    html.element("body", "", |html| html.element("main", "", |html| html.raw(&body)));
    html.close("html");
    Ok(html.finish())
}

/// Draws a paper as one `<article class="motcua-document">`.
///
/// # Errors
/// [`Error::DocumentForm`] for a form without layout; [`Error::DocumentIncomplete`] when the paper lacks something that
/// the form needs.
pub fn article(document: &DossierDocument, lang: Lang, layouts: &Layouts) -> Result<String, Error> {
    let layout = find(document, layouts)?;
    let pen = Pen { document, lang, layouts };
    if !layout.needs.iter().all(|need| need.split('|').any(|name| pen.has(name)))
        || pen.value("issued").is_none()
    {
        return Err(Error::DocumentIncomplete);
    }
    let mut html = Html::default();
    html.raw("<article class=\"motcua-document\" lang=\"");
    html.raw(lang.tag());
    html.raw("\">");
    html.element("header", "", |html| pen.head(html));
    html.line("h1", "", lang.pick(&layout.title));
    for block in &layout.blocks {
        pen.block(&mut html, block);
    }
    html.element("footer", "", |html| {
        pen.word(html, "", "check");
        html.line("p", "", lang.pick(&layouts.note));
    });
    html.close("article");
    Ok(html.finish())
}

fn find<'l>(document: &DossierDocument, layouts: &'l Layouts) -> Result<&'l Layout, Error> {
    layouts.find(&document.form).filter(|_| document.v == 1).ok_or(Error::DocumentForm)
}

/// Writes one paper in one language.
struct Pen<'a> {
    document: &'a DossierDocument,
    lang: Lang,
    layouts: &'a Layouts,
}

impl Pen<'_> {
    fn value(&self, name: &str) -> Option<String> {
        value(self.document, name, self.lang, self.layouts)
    }

    fn fill(&self, template: &str) -> Option<String> {
        fill(template, self.document, self.lang, self.layouts)
    }

    fn has(&self, name: &str) -> bool {
        match name {
            "items" => !self.document.items.is_empty(),
            "papers" => !self.document.papers.is_empty(),
            "steps" => !self.document.steps.is_empty(),
            _ => self.value(name).is_some_and(|value| !value.trim().is_empty()),
        }
    }

    /// A word of the layouts, if the paper has everything that it names.
    fn word(&self, html: &mut Html, class: &str, name: &str) {
        if let Some(text) = self.layouts.word(name, self.lang).and_then(|word| self.fill(&word)) {
            html.line("p", class, &text);
        }
    }

    fn head(&self, html: &mut Html) {
        let office = &self.document.office;
        html.element("div", "", |html| {
            if let Some(superior) = &office.superior {
                html.line("p", "superior", self.lang.pick(superior));
            }
            html.line("p", "issuer-name", self.lang.pick(&office.name));
            self.word(html, "register", "register");
        });
        html.element("div", "", |html| {
            self.word(html, "nation", "nation");
            let motto = self.layouts.word("motto", self.lang).unwrap_or_default();
            html.element("p", "motto", |html| html.line("span", "", &motto));
            self.word(html, "date", "date");
        });
    }

    fn block(&self, html: &mut Html, block: &Block) {
        match block {
            Block::Facts(facts) => {
                let filled: Vec<_> =
                    facts.iter().filter_map(|fact| Some((fact, self.fill(&fact.value)?))).collect();
                if filled.is_empty() {
                    return;
                }
                html.element("dl", "", |html| {
                    for (fact, value) in &filled {
                        html.element("div", "", |html| {
                            html.line("dt", "", &format!("{}: ", self.lang.pick(&fact.label)));
                            html.element("dd", "", |html| match fact.strong {
                                true => html.line("strong", "", value),
                                false => html.text(value),
                            });
                        });
                    }
                });
            }
            Block::Text(text) => {
                if let Some(text) = self.fill(self.lang.pick(text)) {
                    html.line("p", "", &text);
                }
            }
            Block::List { papers, heading } => {
                let list = if *papers { &self.document.papers } else { &self.document.items };
                if list.is_empty() {
                    return;
                }
                html.line("h2", "", &format!("{}:", self.lang.pick(heading)));
                html.element("ol", "", |html| list.iter().for_each(|item| html.line("li", "", item)));
            }
            Block::Steps { heading, columns } => self.steps(html, heading, columns),
            Block::Sign(places) => html.element("div", "signatures", |html| {
                for place in places {
                    html.element("div", "", |html| {
                        html.line("p", "title", self.lang.pick(&place.title));
                        html.line("p", "hint", self.lang.pick(&place.hint));
                        html.line("p", "name", &self.fill(&place.name).unwrap_or_default());
                    });
                }
            }),
        }
    }

    fn steps(&self, html: &mut Html, heading: &Text, columns: &[Text]) {
        html.element("table", "", |html| {
            html.line("caption", "", self.lang.pick(heading));
            html.element("thead", "", |html| {
                html.element("tr", "", |html| {
                    for column in columns {
                        html.raw("<th scope=\"col\">");
                        html.text(self.lang.pick(column));
                        html.close("th");
                    }
                });
            });
            html.element("tbody", "", |html| {
                for step in &self.document.steps {
                    html.element("tr", "", |html| {
                        html.line("td", "", &moment(&step.at, self.lang).unwrap_or_default());
                        html.line("td", "", &step.unit);
                        html.line("td", "", self.lang.pick(&step.status));
                        html.line("td", "", step.officer.as_deref().unwrap_or_default());
                    });
                }
            });
        });
    }
}
