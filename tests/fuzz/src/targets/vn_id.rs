//! Identifiers of every kind, and places. First line the kind (or a day), then the text.

use motcua::vn::date::Date;
use motcua::vn::id::{self, Context, DossierGrammar, VietQr};
use motcua::vn::place::Gazetteer;
use motcua::vn::{CODES, Verdict};

use crate::Target;

pub(super) const IDENTIFIER: Target = Target {
    name: "identifier",
    seeds: || {
        super::texts(&[
            "agencyCode\n000.00.01.H29",
            "businessCode\n0314409058",
            "chipCardQr\n079200000001|023456789|Nguyễn Văn An|17052000|Nam|12 Lê Lợi|01062021",
            "citizenId\n079 200 000 001",
            "date\n17/05/1990",
            "dossierCode\n000.00.01.H29-260310-0420",
            "drivingLicence\n790123456789",
            "email\nan.nguyen@tênmiền.vn",
            "foreignerNumber\nVN1234567",
            "fullName\nNguyễn Thị Hòa",
            "healthInsurance\nDN4791234567890",
            "mrz\nI<UTOD231458907<<<<<<<<<<<<<<<7408122F1204159UTO<<<<<<<<<<<6ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
            "oldIdCard\n023456789",
            "passport\nC1234567",
            "phone\n+84 (28) 3829.7834",
            "placeCode\n26740",
            "placeId\n003999000123",
            "plate\n59-MĐ1 234.56",
            "procedureCode\n1.001193.000.00.00.H29",
            "socialInsurance\n7912345678",
            "taxCode\n0314409058-002",
            "vietQr\n00020101021238540010A00000072701240006970436011098895593570208QRIBFTTA53037045405100005802VN62320828day la noi dung chuyen khoan6304EEF5",
        ])
    },
    words: &[
        "-", ".", " ", "|", "<", "H29", "6304", "0", "84", "+", "Đ", "@", "\u{301}", "\u{200B}", "VNM", "TE1",
    ],
    run: identifier,
};

pub(super) const PLACE: Target = Target {
    name: "place",
    seeds: || {
        super::texts(&[
            "2026-11-20\nP. Bến Nghé, Q.1, TP.HCM",
            "2024-03-01\n12 Điện Biên Phủ, p25 q binh thanh",
            "2026-11-20\nplaces;1\nfrom;2025-07-01;x;derived\nnow;99001;X;Ví Dụ;01\nuntil;2025-06-30;x;derived\ndistrict;990;01;H;Ví Dụ\nold;99003;T;Ba;99001",
            "2026-11-20\nplaces;1;steps\nfrom;2025-07-01;x;derived\nnow;99001;X;Ví Dụ;01\nnow;3;P;Hai;01\nuntil;2025-06-30;x;derived\ndistrict;990;01;H;Ví Dụ\nold;-5;T;Ba;99001,3*",
            "2026-11-20\nshape;x;first;1;4;6;4;7",
        ])
    },
    words: &[
        "p.",
        "q.",
        "tp",
        "tx",
        "phường 1",
        "Thủ Đức",
        ",",
        "\n",
        ";",
        "hcm",
        "now;",
        "old;",
        "places;1\n",
        "*",
    ],
    run: place,
};

fn split(bytes: &[u8]) -> Option<(&str, &str)> {
    let (head, text) = super::halves(bytes)?;
    Some((std::str::from_utf8(head).ok()?, std::str::from_utf8(text).ok()?))
}

fn identifier(bytes: &[u8]) {
    let Some((kind, text)) = split(bytes) else { return };
    for foreign in [false, true] {
        let ctx = Context { foreign, ..Context::default() };
        let Some(check) = id::check(kind, text, &ctx) else { return };
        assert!(check.codes.iter().all(|code| CODES.contains(code)), "codes are registered");
        assert_eq!(check.codes.is_empty(), check.verdict == Verdict::Valid);
        assert_eq!(check.normalized.is_none(), check.verdict == Verdict::Invalid);
        if let Some(stored) = &check.normalized {
            let again = id::check(kind, stored, &ctx);
            assert!(
                again.is_some_and(|again| again.normalized == check.normalized),
                "a stored form is stable"
            );
        }
    }
    if let Ok(transfer) = VietQr::read(text)
        && let Ok(written) = transfer.write()
    {
        let again = VietQr::read(&written).map(|again| (again.bank, again.account, again.amount));
        assert_eq!(
            again,
            Ok((transfer.bank, transfer.account, transfer.amount)),
            "a transfer survives its text"
        );
    }
}

fn place(bytes: &[u8]) {
    let Some((day, text)) = split(bytes) else { return };
    if let Ok(day) = Date::parse_iso(day) {
        let found = Gazetteer::builtin().resolve(text, day);
        assert!(found.codes.iter().all(|code| CODES.contains(code)), "codes are registered");
        assert!(found.candidates.iter().all(|one| one.units.iter().all(|unit| unit.exists(day))));
    }
    let _ = DossierGrammar::parse(text).map(|grammar| grammar.check(text));
    if let Ok(more) = Gazetteer::builtin().load(text) {
        assert!(more.units().len() >= Gazetteer::builtin().units().len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A kind without a seed would be reached by luck alone.
    #[test]
    fn every_kind_has_a_seed() {
        let seeds = (IDENTIFIER.seeds)();
        for kind in id::KINDS {
            let of_kind = |seed: &Vec<u8>| seed.starts_with(format!("{kind}\n").as_bytes());
            assert!(seeds.iter().any(of_kind), "{kind}");
        }
    }
}
