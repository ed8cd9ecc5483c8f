//! Text typed in the eight-bit encodings used before Unicode, shown as if it were Latin-1: TCVN3 (TCVN 5712:1993, the
//! `.VnTime` fonts) and VNI-Windows.

use super::syllable::is_syllable;

/// An encoding from before Unicode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LegacyEncoding {
    /// TCVN 5712:1993, third form, also called ABC: `NguyÔn V¨n`.
    Tcvn3,
    /// VNI-Windows: `Nguyeãn Vaên`.
    Vni,
}

/// Text that looks as if an old encoding had been taken for Latin-1.
#[derive(Clone, PartialEq, Eq)]
pub struct Legacy {
    /// Which encoding it looks like.
    pub encoding: LegacyEncoding,
    /// The text it was meant to be, where every changed word is spelled as Vietnamese is. A suggestion: ask the person.
    pub suggestion: Option<String>,
}

/// Shows the encoding, never the text.
impl core::fmt::Debug for Legacy {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Legacy").field("encoding", &self.encoding).finish_non_exhaustive()
    }
}

/// Whether the text looks like TCVN3 or VNI read as Latin-1: some word has signs where Vietnamese has letters, and is a
/// Vietnamese syllable once it is read in that encoding.
///
/// A guess for a hint, never for a refusal.
pub fn legacy(text: &str) -> Option<Legacy> {
    [LegacyEncoding::Tcvn3, LegacyEncoding::Vni].into_iter().find_map(|encoding| {
        // Looking for signs is cheap, and almost no text has any.
        if !words(text).any(|piece| is_evidence(encoding, piece)) {
            return None;
        }
        let mut seen = false;
        let mut suggestion = Some(String::with_capacity(text.len()));
        for piece in words(text) {
            let meant = if piece.is_ascii() { Some(piece.to_owned()) } else { read(encoding, piece) };
            seen |= meant.is_some() && is_evidence(encoding, piece);
            suggestion = suggestion.zip(meant).map(|(before, word)| before + &word);
        }
        seen.then_some(Legacy { encoding, suggestion })
    })
}

/// Cuts a text into runs of white space and ASCII signs, and what lies between them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let apart = |c: char| c.is_whitespace() || c.is_ascii_punctuation() || c.is_ascii_digit();
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = rest.find(|c| apart(c) != apart(first)).unwrap_or(rest.len());
        let (piece, after) = rest.split_at_checked(end)?;
        rest = after;
        Some(piece)
    })
}

/// The word that was meant, if it is a syllable.
fn read(encoding: LegacyEncoding, word: &str) -> Option<String> {
    if word.chars().count() > 12 {
        return None;
    }
    let meant = match encoding {
        LegacyEncoding::Tcvn3 => word.chars().map(tcvn3).collect::<Option<String>>(),
        LegacyEncoding::Vni => vni(word),
    }?;
    is_syllable(&super::lower_case(&meant)).then_some(meant)
}

/// Whether a word has what Vietnamese spelling in Unicode does not.
fn is_evidence(encoding: LegacyEncoding, word: &str) -> bool {
    let mut previous: Option<char> = None;
    word.chars().any(|c| {
        let Some(before) = previous.replace(c) else { return false };
        match encoding {
            // Signs in place of letters (`V¨n`, `Th¾ng`), or capitals in place of small letters (`NguyÔn`).
            LegacyEncoding::Tcvn3 => {
                (before.is_ascii_alphabetic()
                    && matches!(c, '\u{A8}'..='\u{AE}' | '\u{B5}'..='\u{BE}' | '×' | '÷'))
                    || (before.is_ascii_lowercase() && matches!(c, '\u{C0}'..='\u{DE}'))
            }
            // A mark as a letter of its own after the vowel: `Nguyeãn`, `Traàn`. `hoà` is no evidence, it is a word.
            LegacyEncoding::Vni => {
                let a_word = matches!(before, 'o' | 'O') && matches!(super::lower(c), 'à' | 'á' | 'ã');
                !a_word && vni_mark(before, c).is_some()
            }
        }
    })
}

/// Bytes of TCVN3 as Latin-1 shows them, and the letters they stand for. Capitals with a tone have no bytes: fonts drew
/// the small letters as capitals.
const TCVN3: &str = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u{AD}õøö÷ùúýûüþ¡¢§£¤¥¦";
const TCVN3_LETTERS: &str = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ";

fn tcvn3(c: char) -> Option<char> {
    if c.is_ascii() {
        return Some(c);
    }
    TCVN3.chars().zip(TCVN3_LETTERS.chars()).find(|(byte, _)| *byte == c).map(|(_, letter)| letter)
}

/// VNI-Windows: letters of their own, then what a mark after a vowel makes of it.
fn vni(word: &str) -> Option<String> {
    let mut out = String::with_capacity(word.len());
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek().and_then(|mark| vni_mark(c, *mark)) {
            Some(marks) => {
                out.push(vni_letter(c)?);
                out.push_str(marks);
                chars.next();
            }
            None => out.push(vni_letter(c)?),
        }
    }
    Some(motcua_nfc::nfc(&out).into_owned())
}

fn vni_letter(c: char) -> Option<char> {
    const LETTERS: &str = "ñđÑĐôơÔƠöưÖƯììÌÌííÍÍæỉÆỈóĩÓĨòịÒỊîỵÎỴ";
    if c.is_ascii() {
        return Some(c);
    }
    let mut pairs = LETTERS.chars();
    while let (Some(byte), Some(letter)) = (pairs.next(), pairs.next()) {
        if byte == c {
            return Some(letter);
        }
    }
    None
}

/// The marks that a letter of VNI puts on the vowel before it.
fn vni_mark(vowel: char, mark: char) -> Option<&'static str> {
    let (vowel, mark) = (super::lower(vowel), super::lower(mark));
    let alone = match mark {
        'ù' => "\u{301}",
        'ø' => "\u{300}",
        'û' => "\u{309}",
        'õ' => "\u{303}",
        'ï' => "\u{323}",
        _ => "",
    };
    let circumflex = match mark {
        'â' => "\u{302}",
        'á' => "\u{302}\u{301}",
        'à' => "\u{302}\u{300}",
        'å' => "\u{302}\u{309}",
        'ã' => "\u{302}\u{303}",
        'ä' => "\u{302}\u{323}",
        _ => "",
    };
    let breve = match mark {
        'ê' => "\u{306}",
        'é' => "\u{306}\u{301}",
        'è' => "\u{306}\u{300}",
        'ú' => "\u{306}\u{309}",
        'ü' => "\u{306}\u{303}",
        'ë' => "\u{306}\u{323}",
        _ => "",
    };
    let marks = match vowel {
        'a' => [alone, circumflex, breve],
        'e' | 'o' => [alone, circumflex, ""],
        // ô and ö stand for ơ and ư.
        'u' | 'y' | 'ô' | 'ö' => [alone, "", ""],
        _ => [""; 3],
    };
    marks.into_iter().find(|marks| !marks.is_empty())
}
