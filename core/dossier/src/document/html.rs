//! Writing HTML: every text goes through one escape.

/// A page that is being written.
#[derive(Default)]
pub(super) struct Html {
    out: String,
}

impl Html {
    /// Writes an element around what `inside` writes. Tag, class and language are words of this crate.
    pub(super) fn element(&mut self, tag: &str, class: &str, inside: impl FnOnce(&mut Self)) {
        self.out.push('<');
        self.out.push_str(tag);
        if !class.is_empty() {
            self.out.push_str(" class=\"");
            self.out.push_str(class);
            self.out.push('"');
        }
        self.out.push('>');
        inside(self);
        self.close(tag);
    }

    /// Writes an element that holds a text.
    pub(super) fn line(&mut self, tag: &str, class: &str, text: &str) {
        self.element(tag, class, |html| html.text(text));
    }

    /// Writes markup of this crate as it is.
    pub(super) fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    pub(super) fn close(&mut self, tag: &str) {
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
    }

    /// Writes a text. Control characters are dropped, and so are the marks that turn the direction of writing: what a
    /// person typed must not change how the lines around it read.
    pub(super) fn text(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                '\'' => self.out.push_str("&#39;"),
                '\n' | '\t' => self.out.push(' '),
                '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
                other if other.is_control() => {}
                other => self.out.push(other),
            }
        }
    }

    pub(super) fn finish(self) -> String {
        self.out
    }
}
