//! Opening what was sealed, with a key in the module or with one that the host holds, and handing packets on.

use motcua::crypto::packet::Opening;
use motcua::crypto::seal::Opener;
use motcua::crypto::software::{self, Algorithm};
use motcua::flow::open::{self, Held};
use motcua::types::jose::{AgreementRequest, Jwk, SealedObject};
use motcua::types::office::{ExpectedPacket, TransferredPacket};
use motcua::types::submission::{Anchor, CaAnswer, OpenedPacket};
use tsify::Ts;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::boundary::{give, give_list, read, read_any, refuse, seconds, wrong_type};
use crate::directory::Directory;
use crate::entropy::HostEntropy;
use crate::wipe::{Secret, wiping};

/// What opens: a key in the module's memory, or what a key of the host agreed for one object. Wiped when it is freed.
#[wasm_bindgen]
pub struct OpeningKey {
    inner: Secret<Held>,
}

impl OpeningKey {
    pub(crate) const fn of(key: software::OpeningKey) -> Self {
        Self { inner: Secret::new(Held::Key(key)) }
    }

    /// The key in the module's memory.
    pub(crate) fn key(&self) -> Result<&software::OpeningKey, JsValue> {
        self.inner.key().ok_or_else(wrong_type)
    }

    pub(crate) fn opener(&self) -> Opener<'_> {
        (&*self.inner).into()
    }
}

/// A new key: `X25519` or `P-256`.
///
/// # Errors
/// `boundary/type` for another algorithm, `crypto/entropy`.
#[wasm_bindgen(js_name = generateOpeningKey)]
pub fn generate_opening_key(algorithm: &str) -> Result<OpeningKey, JsValue> {
    let algorithm = match algorithm {
        "X25519" => Algorithm::X25519,
        "P-256" => Algorithm::P256,
        _ => return Err(wrong_type()),
    };
    wiping(|| software::OpeningKey::generate(algorithm, &mut HostEntropy).map(OpeningKey::of)).map_err(refuse)
}

/// What a key of the host agreed with the ephemeral key of `beginOpen`.
#[wasm_bindgen]
pub fn agreed(kid: String, secret: Vec<u8>) -> OpeningKey {
    OpeningKey { inner: Secret::new(Held::Agreed { kid, secret: Zeroizing::new(secret) }) }
}

#[wasm_bindgen]
impl OpeningKey {
    /// The public key.
    ///
    /// # Errors
    /// `boundary/type` if this is no key.
    pub fn jwk(&self) -> Result<Ts<Jwk>, JsValue> {
        give(&self.key()?.public())
    }
}

/// First step with a key that the host holds: with which ephemeral key it has to agree a secret.
///
/// # Errors
/// Refusals of the core, as thrown objects.
#[wasm_bindgen(js_name = beginOpen)]
pub fn begin_open(sealed: &Ts<SealedObject>, jwk: &Ts<Jwk>) -> Result<Ts<AgreementRequest>, JsValue> {
    give(&open::begin(&read(sealed)?, &read(jwk)?).map_err(refuse)?)
}

fn opening(
    sealed: &Ts<SealedObject>,
    key: &OpeningKey,
    directory: &Directory,
    expected: &Ts<ExpectedPacket>,
    anchor: &JsValue,
    now: &str,
) -> Result<Opening, JsValue> {
    let anchor: Option<Anchor> = if anchor.is_undefined() { None } else { Some(read_any(anchor)?) };
    let (sealed, expected, now) = (read(sealed)?, read(expected)?, seconds(now)?);
    wiping(|| open::packet(&sealed, key.opener(), directory.inner(), &expected, anchor.as_ref(), now))
        .map_err(refuse)
}

/// Opens a packet that arrives, or with an `anchor` one that was accepted before; `answers` are `CaAnswer[]`.
///
/// # Errors
/// Refusals of the core, as thrown objects.
#[wasm_bindgen(js_name = openPacket)]
pub fn open_packet(
    sealed: &Ts<SealedObject>,
    key: &OpeningKey,
    directory: &Directory,
    expected: &Ts<ExpectedPacket>,
    anchor: &JsValue,
    answers: &JsValue,
    now: &str,
) -> Result<Ts<OpenedPacket>, JsValue> {
    let answers: Vec<CaAnswer> = read_any(answers)?;
    let opening = opening(sealed, key, directory, expected, anchor, now)?;
    give(&opening.finish(&answers).map_err(refuse)?)
}

/// The certificates (`CaCheck[]`) that the host has to judge before the packet opens.
///
/// # Errors
/// As `openPacket`, but for the roles that must sign.
#[wasm_bindgen(js_name = packetChecks)]
pub fn packet_checks(
    sealed: &Ts<SealedObject>,
    key: &OpeningKey,
    directory: &Directory,
    expected: &Ts<ExpectedPacket>,
    anchor: &JsValue,
    now: &str,
) -> Result<JsValue, JsValue> {
    give_list(opening(sealed, key, directory, expected, anchor, now)?.checks())
}

/// Hands a packet to another office.
///
/// # Errors
/// Refusals of the core, as thrown objects.
#[wasm_bindgen(js_name = transferPacket)]
pub fn transfer_packet(
    sealed: &Ts<SealedObject>,
    key: &OpeningKey,
    from: &str,
    to: &str,
    reason: &str,
    recipients: &JsValue,
) -> Result<Ts<TransferredPacket>, JsValue> {
    let recipients: Vec<Jwk> = read_any(recipients)?;
    let (sealed, way) = (read(sealed)?, (from, to, reason));
    let moved = wiping(|| open::transfer(&sealed, key.opener(), way, &recipients, &mut HostEntropy));
    give(&moved.map_err(refuse)?)
}

/// The same content for other recipients.
///
/// # Errors
/// Refusals of the core, as thrown objects.
#[wasm_bindgen]
pub fn rewrap(
    sealed: &Ts<SealedObject>,
    key: &OpeningKey,
    recipients: &JsValue,
) -> Result<Ts<SealedObject>, JsValue> {
    let recipients: Vec<Jwk> = read_any(recipients)?;
    let sealed = read(sealed)?;
    let again = wiping(|| open::rewrap(&sealed, key.opener(), &recipients, &mut HostEntropy));
    give(&again.map_err(refuse)?)
}
