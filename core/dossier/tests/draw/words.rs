//! What a picture says in words, in both languages.

use motcua_types::dossier::{Guard, Transition, Workflow};
use motcua_types::event::ActorRole;
use motcua_types::procedure::Text;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lang {
    Vi,
    En,
}

impl Lang {
    pub(crate) const ALL: [Self; 2] = [Self::Vi, Self::En];

    pub(crate) fn code(self) -> &'static str {
        self.pick("vi", "en")
    }

    pub(crate) fn pick<'a>(self, vi: &'a str, en: &'a str) -> &'a str {
        if self == Self::Vi { vi } else { en }
    }

    pub(crate) fn of(self, text: &Text) -> &str {
        self.pick(&text.vi, &text.en)
    }
}

pub(crate) fn role(workflow: &Workflow, role: ActorRole, lang: Lang) -> String {
    let def = workflow.roles.iter().find(|def| def.role == role).unwrap();
    lang.of(&def.name).to_owned()
}

pub(crate) fn roles(workflow: &Workflow, transition: &Transition, lang: Lang) -> String {
    transition.actors.iter().map(|actor| role(workflow, *actor, lang)).collect::<Vec<_>>().join(", ")
}

/// Everything that a change needs or does, for the legend.
pub(crate) fn conditions(transition: &Transition, lang: Lang) -> Vec<String> {
    let mut found = Vec::new();
    let mut push = |vi: &str, en: &str| found.push(lang.pick(vi, en).to_owned());
    for guard in &transition.guards {
        match guard {
            Guard::Arrived => push("khi đã nhận được", "once received"),
            Guard::AllArrived => push("khi đã đủ xác nhận", "once all agreed"),
            Guard::Accepted => push("đã từng tiếp nhận", "accepted before"),
            Guard::NeverAccepted => push("chưa từng tiếp nhận", "never accepted"),
            Guard::NotReappointed => push("một lần", "once"),
            Guard::DayBeforeDue => push("trước hạn ít nhất 1 ngày", "at least 1 day before due"),
            Guard::Evidence => push("có bằng chứng", "with evidence"),
            Guard::Receiver => push("đơn vị nhận", "receiving unit"),
        }
    }
    if transition.items {
        push("lý do và danh mục", "reason and list");
    } else if transition.reason {
        push("lý do", "reason");
    }
    if transition.starts_clock {
        push("bắt đầu tính thời hạn", "starts the term");
    }
    if let Some(form) = &transition.form {
        push(&format!("mẫu {form}"), &format!("form {form}"));
    }
    found
}
