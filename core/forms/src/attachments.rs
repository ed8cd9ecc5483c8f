//! Attachment slots: which exist now, which must be filled, and whether what is attached fits.

use motcua_json::Value;
use motcua_types::procedure::AttachmentSlot;
use motcua_types::report::{Issue, Param, Severity};
use motcua_types::submission::{Attachment, Channel};

use crate::check::Checker;
use crate::logic::{Expr, Scope, Truth, truth};

/// A slot with its conditions compiled.
pub(crate) struct Slot {
    pub(crate) definition: AttachmentSlot,
    when: Option<Expr>,
    required: Option<Expr>,
}

/// What the slots say of one set of attachments.
#[derive(Default, PartialEq)]
pub(crate) struct SlotReport {
    pub(crate) hidden: Vec<String>,
    pub(crate) required: Vec<String>,
    pub(crate) issues: Vec<Issue>,
}

impl Slot {
    pub(crate) fn build(definition: &AttachmentSlot, c: &mut Checker) -> Self {
        let mut compile = |name: &str, rule: &Option<Value>| {
            rule.as_ref().map(|rule| c.inside(name, |c| Expr::build(rule, c)))
        };
        let (when, required) = (compile("when", &definition.when), compile("required", &definition.required));
        Self { definition: definition.clone(), when, required }
    }

    /// Its conditions.
    pub(crate) fn expressions(&self) -> impl Iterator<Item = &Expr> {
        self.when.iter().chain(&self.required)
    }

    fn pointer(&self) -> String {
        format!("/attachments/{}", motcua_json::pointer::escape(&self.definition.id))
    }

    fn is_open(&self, channel: Channel, scope: &Scope<'_>) -> bool {
        let channels = &self.definition.channels;
        let shown = self.when.as_ref().is_none_or(|when| truth(when, scope) == Truth::True);
        shown && (channels.is_empty() || channels.contains(&channel))
    }

    fn check(&self, files: &[&Attachment], out: &mut Vec<Issue>) {
        let limit = |value: u32| vec![Param::new("limit", value.to_string())];
        let mut issue = |code: &str, params| out.push(error(code, self.pointer(), params));
        let definition = &self.definition;
        if files.len() > definition.max_files as usize {
            issue("attachment/count", limit(definition.max_files));
        }
        for file in files {
            let named = |mut params: Vec<Param>| {
                params.push(Param::new("attachment", file.id.as_str()));
                params
            };
            if !definition.media.contains(&file.media) {
                issue("attachment/media", named(vec![Param::new("media", definition.media.join(" "))]));
            }
            if file.size == 0 {
                issue("attachment/empty", named(Vec::new()));
            }
            if file.size > definition.max_size {
                let limit = Param::new("bytes", definition.max_size.to_string());
                issue("attachment/size", named(vec![limit]));
            }
        }
    }
}

/// Checks all attachments against all slots.
pub(crate) fn check(
    slots: &[Slot],
    attachments: &[Attachment],
    channel: Channel,
    scope: &Scope<'_>,
) -> SlotReport {
    let mut report = SlotReport::default();
    for slot in slots {
        let files: Vec<&Attachment> =
            attachments.iter().filter(|file| file.slot == slot.definition.id).collect();
        if !slot.is_open(channel, scope) {
            report.hidden.push(slot.pointer());
            if !files.is_empty() {
                let issue = error("attachment/notNeeded", slot.pointer(), Vec::new());
                report.issues.push(Issue { severity: Severity::Warning, ..issue });
            }
            continue;
        }
        if slot.required.as_ref().is_some_and(|required| truth(required, scope) == Truth::True) {
            report.required.push(slot.pointer());
            if files.is_empty() {
                report.issues.push(error("attachment/required", slot.pointer(), Vec::new()));
            }
        }
        slot.check(&files, &mut report.issues);
    }
    for file in attachments.iter().filter(|file| slots.iter().all(|slot| slot.definition.id != file.slot)) {
        let params = vec![Param::new("attachment", file.id.as_str())];
        report.issues.push(error("attachment/unknownSlot", "/attachments".to_owned(), params));
    }
    report
}

/// Number of files by slot, as rules see it.
pub(crate) fn counts(attachments: &[Attachment]) -> Value {
    let mut counts = motcua_json::Object::new();
    for file in attachments {
        let so_far = counts.get(&file.slot).and_then(Value::as_i64).unwrap_or(0);
        counts.insert(file.slot.as_str(), so_far + 1);
    }
    Value::Object(counts)
}

fn error(code: &str, pointer: String, params: Vec<Param>) -> Issue {
    Issue { code: code.to_owned(), pointer, severity: Severity::Error, params }
}
