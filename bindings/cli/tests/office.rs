//! From the filled form to the desk, with the command alone.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod common;

use std::fs;
use std::path::Path;

use common::{MOMENT, birth, folder, good, json, run, text};
use motcua::json::{Object, Value, to_canonical_string};

/// A trial city with a citizen whose submission is signed; the paths of its files.
struct City {
    folder: String,
}

impl City {
    fn new(name: &str) -> Self {
        let city = Self { folder: folder(name).display().to_string() };
        good(&["trial", &city.folder, "--now", MOMENT]);
        city
    }

    fn path(&self, name: &str) -> String {
        Path::new(&self.folder).join(name).display().to_string()
    }

    fn write(&self, name: &str, value: &Value) -> String {
        let path = self.path(name);
        fs::write(&path, to_canonical_string(value)).unwrap();
        path
    }

    fn read(&self, name: &str) -> Value {
        json(&fs::read_to_string(self.path(name)).unwrap())
    }

    /// A command with the trust of this city.
    fn trusted<'a>(&self, args: &[&'a str], own: &'a mut Vec<String>) -> Vec<&'a str> {
        own.extend(["--root", "", "--directory", "", "--now", MOMENT].map(str::to_owned));
        own[1] = self.path("root.jwk");
        own[3] = self.path("directory.jws");
        args.iter().copied().chain(own.iter().map(String::as_str)).collect()
    }

    /// The citizen's key, its enrolment by the portal, and the signed submission.
    fn file(&self) -> String {
        let key = self.path("phone.key");
        let public = self.path("phone.jwk");
        let made = good(&["keys", "generate", "--output", &key, "--public", &public]);
        let moment = 1_791_165_600; // MOMENT
        let enrolment = members(&[
            ("v", 1.into()),
            ("person", "person:1".into()),
            ("name", "Nguyễn Thị Mai".into()),
            ("kid", text(&made, "/kid").into()),
            ("jwk", self.read("phone.jwk")),
            ("scope", "device".into()),
            ("level", 2.into()),
            ("idp", "vneid".into()),
            ("authTime", (moment - 60).into()),
            ("claims", "sha-256:47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU".into()),
            ("nbf", (moment - 60).into()),
            ("exp", (moment + 86_400).into()),
        ]);
        let enrolment = self.write("enrolment.json", &enrolment);
        let signed =
            good(&["sign", "--kind", "enrol", "--key", &self.path("portal.key"), "--compact", &enrolment]);
        let (data, _) = birth();
        let check = good(&["procedure", "check", &procedure()]);
        let party = members(&[
            ("role", "applicant".into()),
            (
                "person",
                members(&[
                    ("name", "Nguyễn Thị Mai".into()),
                    ("id", members(&[("kind", "citizenId".into()), ("number", "079190001234".into())])),
                ]),
            ),
        ]);
        let submission = members(&[
            ("v", 1.into()),
            ("type", "submission".into()),
            ("dossier", "urn:uuid:0f8fad5b-d9cb-469f-a165-70867728950e".into()),
            (
                "procedure",
                members(&[
                    ("code", text(&check, "/code").into()),
                    ("version", text(&check, "/version").into()),
                    ("hash", text(&check, "/hash").into()),
                ]),
            ),
            ("aud", Value::Array(vec!["H29.0.0".into()])),
            ("nonce", "n-1".into()),
            ("iat", moment.into()),
            ("channel", "online".into()),
            ("auth", members(&[("by", "key".into()), ("enrolment", text(&signed, "/signed").into())])),
            ("parties", Value::Array(vec![party])),
            ("data", data),
            ("provenance", Value::Array(Vec::new())),
            ("attachments", Value::Array(Vec::new())),
        ]);
        let payload = self.write("submission.json", &submission);
        let jws = self.path("submission.jws");
        good(&["sign", "--kind", "submission", "--key", &key, "--output", &jws, &payload]);
        jws
    }

    fn seal(&self, jws: &str) -> String {
        let packet = self.path("packet.json");
        let signer = self.path("phone.jwk");
        let mut own = Vec::new();
        let args =
            ["seal", "--agency", "H29.0.0", "--unit", "commune", "--signer", &signer, "-o", &packet, jws];
        let sealed = good(&self.trusted(&args, &mut own));
        assert!(text(&sealed, "/hash").starts_with("sha-256:"));
        packet
    }
}

fn members(members: &[(&str, Value)]) -> Value {
    members.iter().map(|(name, value)| (*name, value.clone())).collect::<Object>().into()
}

fn procedure() -> String {
    Path::new(common::REPO).join("core/forms/procedures/1.001193.json").display().to_string()
}

#[test]
fn a_packet_is_filed_and_opened_at_the_desk() {
    let city = City::new("city");
    let packet = city.seal(&city.file());
    let (key, out) = (city.path("unit.key"), city.path("opened.json"));
    let desk = ["open", "--key", &key, "--procedure", "1.001193", "--aud", "H29.0.0", &packet];
    let mut own = Vec::new();
    let args = city.trusted(&[&desk[..], &["--nonce", "n-1", "-o", &out]].concat(), &mut own);
    let opened = good(&args);
    assert_eq!(text(&opened, "/signers/0/standing"), "integrity");
    assert_eq!(text(&opened, "/signers/0/name"), "Nguyễn Thị Mai");
    assert!(opened.get("payload").is_none(), "what goes to a file is not printed");
    assert_eq!(city.read("opened.json").get("data"), Some(&birth().0));

    let said = run(&[&args[..], &["--lang", "vi"]].concat());
    assert!(said.out.contains("Nội dung không thay đổi"), "{}", said.out);

    for (other, code) in [
        (["--nonce", "n-2", "--aud", "H29.0.0"], "packet/wrongNonce"),
        (["--nonce", "n-1", "--aud", "H29.9.9"], "packet/wrongAudience"),
    ] {
        let mut own = Vec::new();
        let ran = run(&city.trusted(&[&desk[..], &other, &["--json"]].concat(), &mut own));
        assert_eq!((ran.code, text(&json(&ran.out), "/refused/code")), (3, code));
    }
    // A key that is no recipient.
    let stranger = city.path("stranger.key");
    good(&["keys", "generate", "--algorithm", "X25519", "--output", &stranger]);
    let mut own = Vec::new();
    let ran = run(&city.trusted(
        &[
            "open",
            "--key",
            &stranger,
            "--procedure",
            "1.001193",
            "--aud",
            "H29.0.0",
            "--nonce",
            "n-1",
            &packet,
        ],
        &mut own,
    ));
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("crypto/cannotOpen") && !ran.err.contains("Mai"), "{}", ran.err);
}

#[test]
fn a_submission_that_somebody_else_signed_is_not_sealed() {
    let city = City::new("city-signer");
    let jws = city.file();
    let other = city.path("root.jwk");
    let ran = run(&["seal", "--to", &city.path("root.jwk"), "--signer", &other, &jws]);
    assert_eq!(ran.code, 3, "a signing key cannot be sealed to, and is not the signer: {}", ran.err);
    assert_eq!(run(&["seal", &jws]).code, 2, "somebody must be able to open it");
    let mut own = Vec::new();
    let ran = run(&city.trusted(&["seal", "--agency", "H29.7.7", &jws], &mut own));
    assert!(ran.code == 2 && ran.err.contains("H29.7.7"), "{}", ran.err);
}

#[test]
fn packs_are_built_signed_and_verified() {
    let city = City::new("city-pack");
    let (plain, signed) = (city.path("own.json"), city.path("own.jws"));
    let sources = Path::new(common::REPO).join("core/forms/procedures").display().to_string();
    let built = good(&["pack", "build", "--id", "vn.test", "--seq", "7", "-o", &plain, &sources]);
    let embedded = good(&["pack", "build", "--id", "vn.test", "--seq", "7", "embedded"]);
    assert_eq!(
        city.read("own.json"),
        *embedded.get("pack").unwrap(),
        "the folder is what the command carries"
    );
    assert!(built.get("items").and_then(Value::as_i64).unwrap() > 10);
    good(&["pack", "sign", "--key", &city.path("portal.key"), "-o", &signed, &plain]);
    let verify = |more: &[&str]| {
        let mut own = Vec::new();
        run(&city.trusted(&[&["pack", "verify", &signed, "--json"], more].concat(), &mut own))
    };
    assert_eq!(text(&json(&verify(&[]).out), "/info/id"), "vn.test");
    let rollback = verify(&["--min-seq", "8"]);
    assert_eq!((rollback.code, text(&json(&rollback.out), "/refused/code")), (3, "pack/rollback"));

    // A key that the directory does not list.
    let stranger = city.path("stranger.key");
    good(&["keys", "generate", "--output", &stranger]);
    good(&["pack", "sign", "--key", &stranger, "-o", &signed, &plain]);
    assert_eq!(text(&json(&verify(&[]).out), "/refused/code"), "pack/signer");

    // A pack that does not load is not written.
    let broken = folder("broken-pack");
    fs::write(broken.join("x.json"), "{\"code\":\"1.1\"}").unwrap();
    let out = city.path("broken.json");
    let ran = run(&["pack", "build", "--id", "x", "-o", &out, &broken.display().to_string()]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.out.contains("procedures/x.json") && !Path::new(&out).exists(), "{}", ran.out);
}

#[test]
fn keys_keep_their_name_in_every_format() {
    let city = City::new("city-keys");
    let secret = city.path("passphrase");
    fs::write(&secret, "đúng ngựa pin ghim\n").unwrap();
    for (algorithm, usage) in [("Ed25519", "sign"), ("P-256", "sign"), ("P-256", "seal"), ("X25519", "seal")]
    {
        let name = |format: &str| city.path(&format!("{algorithm}-{usage}.{format}"));
        let common = ["--use", usage, "--passphrase-file", &secret];
        let make = ["keys", "generate", "--algorithm", algorithm, "-o"];
        let made = good(&[&make[..], &[&name("jwk")], &common].concat());
        let kid = text(&made, "/kid");
        for (from, to) in [("jwk", "pem"), ("pem", "vault"), ("vault", "again")] {
            let format = if to == "again" { "jwk" } else { to };
            let convert = ["keys", "convert", "--format", format, "-o", &name(to), &name(from)];
            assert_eq!(text(&good(&[&convert[..], &common].concat()), "/kid"), kid);
        }
        assert_eq!(fs::read(name("jwk")).unwrap(), fs::read(name("again")).unwrap());
        for format in ["jwk", "pem", "vault"] {
            let public = good(&[&["keys", "public", &name(format)][..], &common].concat());
            assert_eq!(text(&public, "/kid"), kid);
            let ran = run(&["keys", "public", &name(format), "--passphrase-file", "/dev/null", "--json"]);
            assert_eq!(ran.code, if format == "vault" { 3 } else { 0 }, "{}", ran.err);
        }
        // Nothing private in what the command prints or in what a wrong file says.
        let private = fs::read_to_string(name("jwk")).unwrap();
        let d = text(&json(&private), "/d").to_owned();
        let ran = run(&["keys", "thumbprint", &name("jwk")]);
        assert!(
            ran.code == 3 && !ran.err.contains(&d) && ran.err.contains("crypto/privateKey"),
            "{}",
            ran.err
        );
        let ran = run(&["keys", "convert", "--format", "pem", &name("jwk")]);
        assert!(ran.code == 2 && !ran.out.contains(&d), "a private key goes to no terminal");
        let cut = city.path("cut.jwk");
        fs::write(&cut, private.replace(&d, &d[1..])).unwrap();
        let ran = run(&["keys", "public", &cut]);
        assert!(ran.code == 3 && !ran.err.contains(&d[1..]), "{}", ran.err);
    }
    let wrong = run(&["sign", "--kind", "receipt", "--key", &city.path("unit.key"), &city.path("root.jwk")]);
    assert!(wrong.code == 3 && wrong.err.contains("crypto/keyUse"), "{}", wrong.err);
}
