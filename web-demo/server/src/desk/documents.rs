//! Attached documents in clear, for an officer.

use axum::http::{StatusCode, header};
use motcua::crypto::attachment::{Assembler, DossierKey};
use motcua::types::audit::AccessStatement;

use super::{inbox, opening};
use crate::filing;
use crate::problem::{Outcome, Problem};
use crate::store;
use crate::web::{Answer, Call};

/// `GET /api/desk/dossiers/{dossier}/attachments/{attachment}`
///
/// # Errors
/// `host/notFound`; `submission/attachmentMissing`; `crypto/cannotOpen`, or `crypto/attachment` when it is not the
/// document that was signed.
pub fn attachment(call: &Call<'_>) -> Outcome<Answer> {
    let app = call.app;
    let id = filing::dossier_id(call.param("dossier")?)?;
    let wanted = call.param("attachment")?;
    let (row, packets) = inbox::find(app, &id)?;
    let packet = inbox::content(&packets).ok_or(Problem::new("host/notFound"))?;
    let opened = opening::open(app, packet)?;
    let manifest = opened.payload.attachments.iter().find(|attachment| attachment.id == wanted);
    let manifest = manifest.ok_or(Problem::new("host/notFound"))?;
    let procedure =
        app.library.by_reference(&inbox::reference(&row)).ok_or(Problem::new("packet/wrongProcedure"))?;
    let slot = procedure.document().attachments.iter().find(|slot| slot.id == manifest.slot);
    let class = slot.map(|slot| slot.data_class.as_str()).ok_or(Problem::new("host/notFound"))?;

    let missing = || Problem::new("submission/attachmentMissing");
    let sealed = packet.dossier_key.as_deref().ok_or_else(missing)?;
    let access = AccessStatement {
        actor: call.session()?.account.id.clone(),
        role: "officer".to_owned(),
        purpose: "assessment".to_owned(),
        at: call.now,
    };
    let sealed = filing::sealed(sealed)?;
    let key = DossierKey::open(&sealed, app.desk_keys()?.opening_of(&sealed), &id, &access)?;
    let mut assembler = Assembler::new(&key.value.class(class)?, manifest, &access)?;
    let mut bytes = Vec::with_capacity(manifest.size as usize);
    for index in 0..manifest.chunks {
        let chunk = store::read(&*app.store, |tx| tx.chunk(&packet.nonce, wanted, index))?;
        bytes.extend_from_slice(&assembler.push(&chunk.ok_or_else(missing)?)?);
    }
    // The document leaves only once it stands in the record who has it.
    let audit = assembler.finish()?;
    store::write(&*app.store, |tx| tx.put_audit(&audit))?;

    let media = match manifest.media.as_str() {
        "image/jpeg" => "image/jpeg",
        "image/png" => "image/png",
        "application/pdf" => "application/pdf",
        _ => "application/octet-stream",
    };
    let disposition = format!("attachment; filename*=UTF-8''{}", percent_encoded(&manifest.name));
    Ok(Answer::text(StatusCode::OK, media, bytes).with(header::CONTENT_DISPOSITION, &disposition))
}

/// A file name as RFC 8187 writes it.
fn percent_encoded(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_travel_encoded() {
        assert_eq!(super::percent_encoded("giấy \"1\".pdf"), "gi%E1%BA%A5y%20%221%22.pdf");
    }
}
