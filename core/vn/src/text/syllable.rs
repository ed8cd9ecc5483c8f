//! Whether a word is spelled as a Vietnamese syllable can be.

use motcua_nfc::nfd;

/// What a syllable can begin with, the longer first.
const ONSETS: &[&str] = &[
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g", "h", "k",
    "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
];

/// What it can go on with, without its tone.
const RIMES: &str = " a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng \
    eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai oam oan \
    oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt \
    ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uên uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya \
    uych uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu \
    ynh yt ";

/// The tones' marks, sắc and nặng last.
const TONES: [char; 5] = ['\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'];

/// Whether a word in lower case can be a Vietnamese syllable: a known beginning, a known rime, at most one tone, and
/// before a final c, ch, p or t only sắc or nặng.
pub(super) fn is_syllable(word: &str) -> bool {
    let mut bare = String::with_capacity(word.len());
    let mut tone = None;
    for c in nfd(word).chars() {
        match TONES.iter().position(|mark| *mark == c) {
            Some(_) if tone.is_some() => return false,
            Some(at) => tone = Some(at),
            None => bare.push(c),
        }
    }
    let bare = motcua_nfc::nfc(&bare);
    let stopped = bare.ends_with(['c', 'p', 't']) || bare.ends_with("ch");
    if stopped && !matches!(tone, Some(3 | 4)) {
        return false;
    }
    ONSETS.iter().any(|onset| bare.strip_prefix(onset).is_some_and(|rime| is_rime(onset, rime)))
}

/// A y that something follows begins a word (yến) or stands after qu (quyên), nowhere else.
fn is_rime(onset: &str, text: &str) -> bool {
    let placed = text == "y" || !text.starts_with('y') || matches!(onset, "" | "qu");
    placed && !text.is_empty() && text.len() <= 8 && RIMES.contains(&format!(" {text} "))
}

#[cfg(test)]
mod tests {
    use super::is_syllable;

    #[test]
    fn what_can_be_a_syllable() {
        for word in
            "nguyễn trần thị hoà hòa quỳnh giêng gì nghiêng khuỷu thuở quyết đặng ý yến ơn xoong huỳnh quốc"
                .split(' ')
        {
            assert!(is_syllable(word), "{word}");
        }
        for word in "ngyễn sạgon xyzâ hoac bjørn ạda nguyễnn trầ̃n quôcs ng".split(' ') {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
