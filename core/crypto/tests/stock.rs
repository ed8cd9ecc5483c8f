//! Sealed objects that a stock library (jwcrypto 1.6) made, with white space, without a commitment and with
//! its own order of members: what another vendor's portal would send.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use motcua_crypto::{seal, software::OpeningKey};
use motcua_json::{Policy, parse};

const P256_KEY: &str = r#"{
  "crv": "P-256",
  "d": "S5ME-DxRXS3zfYIa6-P_zCOYehlW53JXT4WyLFI3Z_s",
  "kid": "iFlJ_sdPl0H144GQG3OHPae7atG-5Fxeh1bf72XIb6s",
  "kty": "EC",
  "x": "98gZh4CwE2w8knH-hU90WvJwQX8kdY6zwVWwRtax4lg",
  "y": "-hD7xR30069lHjQ0u1Sg8sE8Ju1WDBRc3IehdhCvFNA"
}"#;

const P256_OBJECT: &str = r#"{
  "aad": "eyJkb3NzaWVyIjoidXJuOnV1aWQ6MGY4ZmFkNWItZDljYi00NjlmLWExNjUtNzA4Njc3Mjg5NTBlIiwicHJvY2VkdXJlIjoiMUAxIiwicHVycG9zZSI6InN1Ym1pc3Npb24iLCJyY3B0IjpbImlGbEpfc2RQbDBIMTQ0R1FHM09IUGFlN2F0Ry01RnhlaDFiZjcyWEliNnMiXSwidiI6MX0",
  "ciphertext": "h1_bXE0qqA",
  "iv": "T0XzeweRvPBmjif-",
  "protected": "eyJhbGciOiAiRUNESC1FUytBMjU2S1ciLCAiZW5jIjogIkEyNTZHQ00iLCAidHlwIjogImVnb3Ytc2VhbGVkK2p3ZSIsICJjdHkiOiAianNvbiJ9",
  "tag": "G6J8aFeok0DC5jAtI_NTsw",
  "recipients": [
    {
      "header": {
        "epk": {
          "crv": "P-256",
          "kty": "EC",
          "x": "NX-1WYXZYcxSeI0YhrZu29b3UDzCMpvkpqftg3jbtQE",
          "y": "aIK3PmUA9u5TDYAIWLXx4ZuUC2OL2UpcinORNYNufno"
        },
        "kid": "iFlJ_sdPl0H144GQG3OHPae7atG-5Fxeh1bf72XIb6s"
      },
      "encrypted_key": "TS-cjYih4a99Rm5NIWAjuBq_HfrgwsoWPPKSFGH8oDECYT5tsDkCcw"
    }
  ]
}"#;

const X25519_KEY: &str = r#"{
  "crv": "X25519",
  "d": "S5ME-DxRXS3zfYIa6-P_zCOYehlW53JXT4WyLFI3Z_s",
  "kid": "UqEOh_UGnuSjeoXn0lCtXQC3f1tGfoY9DcZgh2mu2iU",
  "kty": "OKP",
  "x": "qrEhfeZ_Wja9-h4CoInuUtLuYVKiFm_rQy472biHNz4"
}"#;

const X25519_OBJECT: &str = r#"{
  "aad": "eyJkb3NzaWVyIjoidXJuOnV1aWQ6MGY4ZmFkNWItZDljYi00NjlmLWExNjUtNzA4Njc3Mjg5NTBlIiwicHJvY2VkdXJlIjoiMUAxIiwicHVycG9zZSI6InN1Ym1pc3Npb24iLCJyY3B0IjpbIlVxRU9oX1VHbnVTamVvWG4wbEN0WFFDM2YxdEdmb1k5RGNaZ2gybXUyaVUiXSwidiI6MX0",
  "ciphertext": "X_uZrr0i2g",
  "iv": "dWFeBzZYS75Y98yX",
  "protected": "eyJhbGciOiAiRUNESC1FUytBMjU2S1ciLCAiZW5jIjogIkEyNTZHQ00iLCAidHlwIjogImVnb3Ytc2VhbGVkK2p3ZSIsICJjdHkiOiAianNvbiJ9",
  "tag": "HtDvBSgViLnqoN_cdk7W-w",
  "recipients": [
    {
      "header": {
        "epk": {
          "crv": "X25519",
          "kty": "OKP",
          "x": "E8vAlUBsxb4N_BJRPoUC4mI7EZcaZhfQoTqqFmvIYBM"
        },
        "kid": "UqEOh_UGnuSjeoXn0lCtXQC3f1tGfoY9DcZgh2mu2iU"
      },
      "encrypted_key": "6zYAjCOHj__VIh38YXZBsD3sZpDCdrlbEANC6HRfwlHoEKg9qqVMrg"
    }
  ]
}"#;

#[test]
fn stock_objects_open() {
    for (key, object) in [(P256_KEY, P256_OBJECT), (X25519_KEY, X25519_OBJECT)] {
        let key = parse(key.as_bytes(), &Policy::PROFILE).unwrap();
        let key = OpeningKey::from_private_jwk(&key).unwrap();
        let object = seal::parse(object.as_bytes()).unwrap();
        let (plaintext, context) = seal::open(&object, &key).unwrap();
        assert_eq!(plaintext, br#"{"a":1}"#);
        assert_eq!(context.rcpt, [key.kid()]);
        assert_eq!(context.kc, None);
    }
}
