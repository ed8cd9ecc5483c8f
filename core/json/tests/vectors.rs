//! Published suites. They are found through `MOTCUA_VECTORS`; where that is unset each test says that it was not
//! run, and where it is set a missing file fails.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stderr)]

use std::fs;
use std::io::Read;
use std::path::PathBuf;

use motcua_json::{ErrorKind, Number, Policy, Value, canonicalize, parse, to_canonical_string};

fn suite(name: &str) -> Option<PathBuf> {
    let Some(root) = std::env::var_os("MOTCUA_VECTORS") else {
        eprintln!("NOT RUN: {name} (MOTCUA_VECTORS is unset)");
        return None;
    };
    Some(PathBuf::from(root).join(name))
}

/// Valid JSON that every policy of ours refuses, as I-JSON demands.
const REPEATED_NAMES: [&str; 2] = ["y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json"];

#[test]
fn nst_jsontestsuite() {
    let Some(folder) = suite("nst-jsontestsuite/test_parsing") else { return };
    let mut counts = [0; 3];
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let bytes = fs::read(&path).unwrap();
        let wide = parse(&bytes, &Policy::RFC8259);
        let strict = parse(&bytes, &Policy::PROFILE);
        if let Ok(value) = &strict {
            assert_eq!(wide.as_ref(), Ok(value), "{name}: what the profile takes, the wide policy takes too");
        }
        if let Ok(value) = &wide {
            let text = canonicalize(value);
            assert_eq!(parse(&text, &Policy::RFC8259).as_ref(), Ok(value), "{name}");
        }
        match name.as_bytes()[0] {
            b'y' if REPEATED_NAMES.contains(&name.as_str()) => {
                assert_eq!(wide.unwrap_err().kind(), ErrorKind::DuplicateKey, "{name}");
                counts[0] += 1;
            }
            b'y' => {
                assert!(wide.is_ok(), "{name}: {:?}", wide);
                counts[0] += 1;
            }
            b'n' => {
                assert!(wide.is_err(), "{name}");
                counts[1] += 1;
            }
            _ => {
                let expected = implementation_defined(&name);
                assert_eq!(wide.as_ref().err().map(|e| e.kind()), expected, "{name}");
                counts[2] += 1;
            }
        }
    }
    assert_eq!(counts, [95, 188, 35], "the whole suite was read");
}

/// What this reader does where RFC 8259 leaves it open.
fn implementation_defined(name: &str) -> Option<ErrorKind> {
    match name {
        "i_number_double_huge_neg_exp.json"
        | "i_number_real_underflow.json"
        | "i_number_too_big_neg_int.json"
        | "i_number_too_big_pos_int.json"
        | "i_number_very_big_negative_int.json"
        | "i_structure_500_nested_arrays.json" => None,
        _ if name.starts_with("i_number") => Some(ErrorKind::Number),
        "i_structure_UTF-8_BOM_empty_object.json" => Some(ErrorKind::Syntax),
        "i_object_key_lone_2nd_surrogate.json"
        | "i_string_1st_surrogate_but_2nd_missing.json"
        | "i_string_1st_valid_surrogate_2nd_invalid.json"
        | "i_string_incomplete_surrogate_and_escape_valid.json"
        | "i_string_incomplete_surrogate_pair.json"
        | "i_string_incomplete_surrogates_escape_valid.json"
        | "i_string_invalid_lonely_surrogate.json"
        | "i_string_invalid_surrogate.json"
        | "i_string_inverted_surrogates_U+1D11E.json"
        | "i_string_lone_second_surrogate.json" => Some(ErrorKind::LoneSurrogate),
        _ => Some(ErrorKind::Utf8),
    }
}

#[test]
fn jcs_documents() {
    let Some(folder) = suite("jcs-cyberphone/testdata") else { return };
    let mut count = 0;
    for entry in fs::read_dir(folder.join("input")).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let value = parse(&fs::read(&path).unwrap(), &Policy::RFC8259).unwrap();
        let text = canonicalize(&value);
        assert_eq!(text, fs::read(folder.join("output").join(format!("{stem}.json"))).unwrap(), "{stem}");
        let hex = fs::read_to_string(folder.join("outhex").join(format!("{stem}.txt"))).unwrap();
        let expected: Vec<u8> =
            hex.split_whitespace().map(|byte| u8::from_str_radix(byte, 16).unwrap()).collect();
        assert_eq!(text, expected, "{stem}");
        count += 1;
    }
    assert_eq!(count, 6);
}

#[test]
fn es6_numbers() {
    let Some(folder) = suite("jcs-cyberphone") else { return };
    let packed = fs::File::open(folder.join("es6_floats_10k.txt.gz")).unwrap();
    let mut lines = String::new();
    flate2::read::GzDecoder::new(packed).read_to_string(&mut lines).unwrap();
    let mut count = 0;
    for line in lines.lines() {
        let (bits, expected) = line.split_once(',').unwrap();
        let x = f64::from_bits(u64::from_str_radix(bits, 16).unwrap());
        let number = Number::from_f64(x).unwrap();
        assert_eq!(number.to_string(), expected, "{bits}");
        let read = parse(expected.as_bytes(), &Policy::RFC8259).unwrap();
        assert_eq!(read.as_f64(), Some(x), "{bits}");
        assert_eq!(to_canonical_string(&Value::Number(number)), expected);
        count += 1;
    }
    assert_eq!(count, 10_000);
}
