//! The layout: which control stands where, and so in which order issues are told. The control of a list may hold a layout of
//! its items (`detail`, as in JSON Forms), whose scopes begin at the item.

use motcua_json::pointer::escape;
use motcua_json::{Pointer, Value};

use crate::attachments::Slot;
use crate::check::Checker;
use crate::schema::Schema;
use crate::state::is_at_or_below;

/// Deepest nesting of layout elements.
const MAX_DEPTH: usize = 16;

struct Section {
    pointer: String,
    attachments: bool,
}

struct Control {
    pointer: String,
    section: usize,
}

/// Sections and controls in the order of the document.
#[derive(Default)]
pub(crate) struct Layout {
    sections: Vec<Section>,
    controls: Vec<Control>,
    /// Catalogues named by controls, with the place in the `ui`.
    pub(crate) catalogues: Vec<(String, String)>,
}

/// Place of a field in the form: section, then position in it. Fields without a control come last.
pub(crate) type Position = (usize, usize);

impl Layout {
    /// Reads a JSON Forms UI schema: a `Categorization` of categories.
    pub(crate) fn build(ui: &Value, schema: &Schema, c: &mut Checker) -> Self {
        let mut layout = Self::default();
        if ui.get("type").and_then(Value::as_str) != Some("Categorization") {
            c.report("procedure/unknownElement", &[]);
        }
        for (index, category) in
            ui.get("elements").and_then(Value::as_array).unwrap_or_default().iter().enumerate()
        {
            let pointer = format!("/elements/{index}");
            let options = category.get("options");
            let attachments =
                options.and_then(|o| o.get("attachments")).and_then(Value::as_bool) == Some(true);
            layout.sections.push(Section { pointer: pointer.clone(), attachments });
            c.inside("elements", |c| {
                c.at(index, |c| {
                    if category.get("type").and_then(Value::as_str) != Some("Category") {
                        c.report("procedure/unknownElement", &[]);
                    }
                    layout.children(category, &pointer, &Around { schema, item: &[] }, c, 0);
                });
            });
        }
        layout
    }

    fn children(&mut self, element: &Value, place: &str, around: &Around<'_>, c: &mut Checker, depth: usize) {
        if depth > MAX_DEPTH {
            return c.report("procedure/tooDeep", &[]);
        }
        for (index, child) in
            element.get("elements").and_then(Value::as_array).unwrap_or_default().iter().enumerate()
        {
            let place = format!("{place}/elements/{index}");
            c.inside("elements", |c| c.at(index, |c| self.element(child, &place, around, c, depth)));
        }
    }

    fn element(&mut self, element: &Value, place: &str, around: &Around<'_>, c: &mut Checker, depth: usize) {
        match element.get("type").and_then(Value::as_str) {
            Some("Group" | "VerticalLayout" | "HorizontalLayout") => {
                self.children(element, place, around, c, depth + 1);
            }
            Some("Label") => {}
            Some("Control") => {
                let scope = element.get("scope").and_then(Value::as_str).unwrap_or_default();
                let options = element.get("options");
                if let Some(field) = c.inside("scope", |c| around.field(scope, c)) {
                    if let Some(detail) = options.and_then(|options| options.get("detail")) {
                        // Any position stands for all.
                        let item = field.join("0");
                        let around = Around { item: item.tokens(), ..*around };
                        let place = format!("{place}/options/detail");
                        c.inside("options", |c| {
                            c.inside("detail", |c| self.element(detail, &place, &around, c, depth + 1));
                        });
                    }
                    // What stands in an item is found at its list.
                    if around.item.is_empty() {
                        let section = self.sections.len().saturating_sub(1);
                        self.controls.push(Control { pointer: field.to_string(), section });
                    }
                }
                if let Some(parent) = options.and_then(|o| o.get("parentScope")).and_then(Value::as_str) {
                    c.inside("options", |c| c.inside("parentScope", |c| around.field(parent, c)));
                }
                if let Some(name) = options.and_then(|o| o.get("catalogue")).and_then(Value::as_str) {
                    self.catalogues.push((name.to_owned(), format!("{place}/options/catalogue")));
                }
            }
            _ => c.report("procedure/unknownElement", &[]),
        }
    }

    /// Where a pointer of the data, or `/attachments/<slot>` with the slot's position, stands in the form. Pointers are
    /// compared as texts: a token has one way to be escaped.
    pub(crate) fn position(&self, pointer: &str, slots: &[Slot]) -> Position {
        if let Some(rest) = pointer.strip_prefix("/attachments/") {
            let token = rest.split('/').next().unwrap_or_default();
            if let Some(index) = slots.iter().position(|slot| escape(&slot.definition.id) == token) {
                let section = self.sections.iter().position(|section| section.attachments);
                return section
                    .map_or((self.sections.len(), 0), |section| (section, self.controls.len() + index));
            }
        }
        let controls = || self.controls.iter().enumerate();
        let above = controls().filter(|(_, control)| is_at_or_below(pointer, &control.pointer));
        let found = above.max_by_key(|(index, control)| (control.pointer.len(), usize::MAX - index));
        let found = found.or_else(|| {
            controls().find(|(_, control)| !pointer.is_empty() && is_at_or_below(&control.pointer, pointer))
        });
        found.map_or((self.sections.len(), 0), |(index, control)| (control.section, index))
    }

    /// Whether somebody can fill the field.
    pub(crate) fn has_control(&self, pointer: &str) -> bool {
        self.controls.iter().any(|control| is_at_or_below(pointer, &control.pointer))
    }

    /// Pointers of the sections in the `ui`.
    pub(crate) fn sections(&self) -> impl Iterator<Item = &str> {
        self.sections.iter().map(|section| section.pointer.as_str())
    }
}

/// What an element's scopes are about.
#[derive(Clone, Copy)]
struct Around<'s> {
    schema: &'s Schema,
    /// The item of a list whose layout this is.
    item: &'s [String],
}

impl Around<'_> {
    /// The field of a scope such as `#/properties/child/properties/fullName`.
    fn field(&self, scope: &str, c: &mut Checker) -> Option<Pointer> {
        let pointer = scope.strip_prefix('#').and_then(|text| Pointer::parse(text).ok());
        let field = pointer.and_then(|pointer| {
            let (pairs, rest) = pointer.tokens().as_chunks::<2>();
            let names = pairs.iter().map(|[keyword, name]| (keyword == "properties").then(|| name.clone()));
            let item = self.item.iter().map(|token| Some(token.clone()));
            if rest.is_empty() && !pairs.is_empty() {
                item.chain(names).collect::<Option<Pointer>>()
            } else {
                None
            }
        });
        match field {
            None => c.report("procedure/badScope", &[]),
            Some(ref known) if !self.schema.knows(known.tokens()) => {
                c.report("procedure/unknownField", &[("field", &known.to_string())])
            }
            _ => return field,
        }
        None
    }
}
