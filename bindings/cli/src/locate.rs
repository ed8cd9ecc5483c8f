//! From a JSON Pointer to line and column: what a report says in terms of the document, an editor needs in
//! terms of its text.

use motcua::json::{Lexer, Pointer, Policy, Token};

/// A place in a text, both from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) line: i64,
    pub(crate) column: i64,
}

/// Where the value at `pointer` begins, or, where it is absent, the nearest value around it.
pub(crate) fn place(text: &[u8], pointer: &str) -> Option<Place> {
    let pointer = Pointer::parse(pointer).ok()?;
    Some(at_offset(text, offset(text, pointer.tokens())?))
}

/// Line and column of a place given in bytes.
pub(crate) fn at_offset(text: &[u8], offset: usize) -> Place {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    let lines = before.iter().filter(|&&byte| byte == b'\n').count();
    let is_lead = |byte: &&u8| **byte & 0xC0 != 0x80;
    let column = before.get(line_start..).unwrap_or_default().iter().filter(is_lead).count();
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX).saturating_add(1);
    Place { line: number(lines), column: number(column) }
}

/// Goes down one name or index at a time, stepping over everything else.
fn offset(text: &[u8], tokens: &[String]) -> Option<usize> {
    let mut lexer = Lexer::new(text, &Policy::RFC8259).ok()?;
    let mut found = start(text, &lexer);
    for token in tokens {
        let inside = match lexer.next_token().ok()?? {
            Token::BeginObject => member(&mut lexer, token),
            Token::BeginArray => item(&mut lexer, token),
            _ => None,
        };
        if inside.is_none() {
            break;
        }
        found = start(text, &lexer);
    }
    Some(found)
}

/// Where the next token begins.
fn start(text: &[u8], lexer: &Lexer<'_>) -> usize {
    let white = |byte: &&u8| matches!(byte, b' ' | b'\n' | b'\r' | b'\t');
    lexer.offset() + text.get(lexer.offset()..).unwrap_or_default().iter().take_while(white).count()
}

/// Moves to the value of a member of the object that was just entered.
fn member(lexer: &mut Lexer<'_>, name: &str) -> Option<()> {
    loop {
        let Token::String(found) = lexer.next_token().ok()?? else { return None };
        lexer.next_token().ok()?; // the colon
        if found == name {
            return Some(());
        }
        skip(lexer)?;
        lexer.next_token().ok()?.filter(|token| *token == Token::Comma)?;
    }
}

/// Moves to an item of the array that was just entered.
fn item(lexer: &mut Lexer<'_>, index: &str) -> Option<()> {
    for _ in 0..index.parse::<usize>().ok()? {
        skip(lexer)?;
        lexer.next_token().ok()?.filter(|token| *token == Token::Comma)?;
    }
    // An empty array, or one that ends here, has no such item.
    lexer.clone().next_token().ok()?.filter(|token| *token != Token::EndArray).map(|_| ())
}

/// Steps over one value.
fn skip(lexer: &mut Lexer<'_>) -> Option<()> {
    let mut depth = 0usize;
    loop {
        match lexer.next_token().ok()?? {
            Token::BeginObject | Token::BeginArray => depth += 1,
            Token::EndObject | Token::EndArray => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 {
            return Some(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "{\n  \"tên\": \"Ân\",\n  \"a/b\": [1, {\"x\": [\n    []]}],\n  \"c\": 3\n}\n";

    fn at(pointer: &str) -> (i64, i64) {
        let Place { line, column } = place(TEXT.as_bytes(), pointer).unwrap();
        (line, column)
    }

    #[test]
    fn finds_values() {
        assert_eq!(at(""), (1, 1));
        assert_eq!(at("/tên"), (2, 10));
        assert_eq!(at("/a~1b/1/x"), (3, 20));
        assert_eq!(at("/a~1b/1/x/0"), (4, 5));
        assert_eq!(at("/c"), (5, 8));
    }

    #[test]
    fn what_is_absent_is_shown_where_it_should_be() {
        assert_eq!(at("/missing"), (1, 1));
        assert_eq!(at("/a~1b/1/y"), (3, 14));
        assert_eq!(at("/a~1b/2"), (3, 10));
        assert_eq!(at("/a~1b/x"), (3, 10));
        assert_eq!(at("/c/d"), (5, 8));
        assert_eq!(at("/a~1b/1/x/0/0"), (4, 5));
    }

    #[test]
    fn text_that_is_not_json_gives_no_place() {
        assert_eq!(place(b"", "/a"), None);
        assert_eq!(place(b"\xff", "/a"), None);
        assert_eq!(place(b"{}", "no pointer"), None);
    }
}
