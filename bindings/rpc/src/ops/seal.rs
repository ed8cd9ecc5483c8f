//! `packet.*` and the keys of a dossier: sealing to an office, and opening there.

use motcua::Failure;
use motcua::crypto::attachment::{Assembler, Opened, Part, Place};
use motcua::crypto::packet;
use motcua::crypto::{attachment, b64, seal};
use motcua::failure::of_code;
use motcua::types::audit::AccessStatement;
use motcua::types::jose::{CoSignature, Jwk, SealedObject};
use motcua::types::submission::{Attachment, ProcedureRef};

use super::{Answer, Op, give, members, refuse};
use crate::entropy::System;
use crate::handles::{Handles, Held};
use crate::params::Kind::{Bytes, Handle, List, Record, Signed, Text, Whole};
use crate::params::{Param, Params, may, need};

const PACKET: Param = need("packet", Record("SealedObject"));
const OPENER: Param = need("openingKey", Handle("openingKey"));
const ACCESS: Param = need("access", Record("AccessStatement"));
const RECIPIENTS: Param = need("recipients", List("Jwk"));
const PROCEDURE: Param = need("procedure", Record("ProcedureRef"));
const DOSSIER: Param = need("dossier", Text);

pub(super) const OPS: &[Op] = &[
    Op {
        name: "dossier.newId",
        about: "a random id of a dossier, urn:uuid:…",
        params: &[],
        result: "text",
        run: |_, _| Ok(packet::new_dossier_id(&mut System).map_err(refuse)?.into()),
    },
    Op {
        name: "packet.seal",
        about: "seals a signed submission, with co-signatures beside it, to one to sixteen recipients",
        params: &[
            need("jws", Signed),
            may("cosignatures", List("CoSignature")),
            PROCEDURE,
            DOSSIER,
            RECIPIENTS,
        ],
        result: "SealedObject",
        run: |_, params| {
            let (jws, cosign) = (params.signed("jws")?, params.list::<CoSignature>("cosignatures")?);
            let (procedure, keys): (ProcedureRef, Vec<Jwk>) =
                (params.record("procedure")?, params.list("recipients")?);
            let sealed =
                packet::seal_cosigned(&jws, &cosign, &procedure, params.text("dossier")?, &keys, &mut System);
            Ok(seal::to_value(&sealed.map_err(refuse)?))
        },
    },
    Op {
        name: "packet.inspect",
        about: "checks a packet as far as that can be done without a key: what it is bound to, and its hash",
        params: &[PACKET],
        result: "{context, hash}",
        run: |_, params| {
            let sealed = sealed(params, "packet")?;
            let context = seal::inspect(&sealed).map_err(refuse)?;
            Ok(members([("context", give(&context)?), ("hash", seal::digest(&sealed).into())]))
        },
    },
    Op {
        name: "dossierKey.generate",
        about: "a new key for the documents of a dossier",
        params: &[DOSSIER],
        result: "{dossierKey}",
        run: |handles, params| {
            let key = attachment::DossierKey::generate(params.text("dossier")?, &mut System);
            Ok(handles.keep(key.map_err(refuse)?).into())
        },
    },
    Op {
        name: "dossierKey.seal",
        about: "the key of a dossier, sealed to recipients",
        params: &[need("dossierKey", Handle("dossierKey")), RECIPIENTS, PROCEDURE],
        result: "SealedObject",
        run: |handles, params| {
            let key = handles.dossier_key(params.text("dossierKey")?)?;
            let (recipients, procedure) = (params.list::<Jwk>("recipients")?, params.record("procedure")?);
            Ok(seal::to_value(&key.seal(&recipients, &procedure, &mut System).map_err(refuse)?))
        },
    },
    Op {
        name: "dossierKey.sealChunk",
        about: "seals one chunk of an attachment, at most 4 MiB",
        params: &[
            need("dossierKey", Handle("dossierKey")),
            need("class", Text),
            need("attachment", Text),
            need("index", Whole),
            need("count", Whole),
            need("size", Whole),
            need("bytes", Bytes),
        ],
        result: "bytes",
        run: |handles, params| {
            let place = Place {
                class: params.text("class")?,
                attachment: params.text("attachment")?,
                index: params.count("index")?,
                count: params.count("count")?,
                size: params.count("size")?,
            };
            let key = handles.dossier_key(params.text("dossierKey")?)?;
            let chunk = key.seal_chunk(&place, &params.bytes("bytes")?, &mut System).map_err(refuse)?;
            Ok(b64::encode(&chunk).into())
        },
    },
    Op {
        name: "chunk.toJwe",
        about: "a sealed chunk as flattened JWE, for other libraries",
        params: &[
            need("attachment", Text),
            need("index", Whole),
            need("count", Whole),
            need("size", Whole),
            need("bytes", Bytes),
        ],
        result: "FlattenedJwe",
        run: |_, params| {
            let part = Part {
                index: params.count("index")?,
                count: params.count("count")?,
                size: params.count("size")?,
            };
            part.to_jwe(params.text("attachment")?, &params.bytes("bytes")?).map_err(refuse)
        },
    },
    Op {
        name: "dossierKey.open",
        about: "opens the sealed key of a dossier; the record of that beside it, which the host keeps",
        params: &[need("sealed", Record("SealedObject")), OPENER, DOSSIER, ACCESS],
        result: "{dossierKey, audit}",
        run: |handles, params| {
            let access: AccessStatement = params.record("access")?;
            let opened = attachment::DossierKey::open(
                &sealed(params, "sealed")?,
                handles.opening_key(params.text("openingKey")?)?,
                params.text("dossier")?,
                &access,
            );
            keep(handles, opened.map_err(refuse)?)
        },
    },
    Op {
        name: "dossierKey.class",
        about: "the key of one class of personal data, such as basic",
        params: &[need("dossierKey", Handle("dossierKey")), need("class", Text)],
        result: "{classKey}",
        run: |handles, params| {
            let key = handles.dossier_key(params.text("dossierKey")?)?.class(params.text("class")?);
            Ok(handles.keep(key.map_err(refuse)?).into())
        },
    },
    Op {
        name: "classKey.seal",
        about: "the key of one class, sealed to recipients: a role that is given it sees that class and no other",
        params: &[need("classKey", Handle("classKey")), RECIPIENTS, PROCEDURE],
        result: "SealedObject",
        run: |handles, params| {
            let key = handles.class_key(params.text("classKey")?)?;
            let (recipients, procedure) = (params.list::<Jwk>("recipients")?, params.record("procedure")?);
            Ok(seal::to_value(&key.seal(&recipients, &procedure, &mut System).map_err(refuse)?))
        },
    },
    Op {
        name: "dossier.shred",
        about: "names the sealed keys of a dossier that are to be destroyed, and with them its data",
        params: &[DOSSIER, need("sealed", List("SealedObject")), ACCESS],
        result: "AuditRecord",
        run: |_, params| {
            let access: AccessStatement = params.record("access")?;
            let keys: Vec<SealedObject> = params.list("sealed")?;
            give(&attachment::shred(params.text("dossier")?, &keys, &access).map_err(refuse)?)
        },
    },
    Op {
        name: "classKey.open",
        about: "opens the sealed key of one class of personal data",
        params: &[need("sealed", Record("SealedObject")), OPENER, DOSSIER, need("class", Text), ACCESS],
        result: "{classKey, audit}",
        run: |handles, params| {
            let access: AccessStatement = params.record("access")?;
            let opened = attachment::ClassKey::open(
                &sealed(params, "sealed")?,
                handles.opening_key(params.text("openingKey")?)?,
                params.text("dossier")?,
                params.text("class")?,
                &access,
            );
            keep(handles, opened.map_err(refuse)?)
        },
    },
    Op {
        name: "classKey.openAttachment",
        about: "opens a whole attachment from its sealed chunks and compares it with the signed manifest",
        params: &[
            need("classKey", Handle("classKey")),
            need("manifest", Record("Attachment")),
            need("chunks", List("bytes")),
            ACCESS,
        ],
        result: "{bytes, audit}",
        run: open_attachment,
    },
    Op {
        name: "classKey.openChunk",
        about: "opens one chunk of an attachment; whether all of them are there, classKey.openAttachment says",
        params: &[
            need("classKey", Handle("classKey")),
            need("attachment", Text),
            need("index", Whole),
            need("count", Whole),
            need("size", Whole),
            need("bytes", Bytes),
            ACCESS,
        ],
        result: "{bytes, audit}",
        run: |handles, params| {
            let access: AccessStatement = params.record("access")?;
            let part = Part {
                index: params.count("index")?,
                count: params.count("count")?,
                size: params.count("size")?,
            };
            let class = handles.class_key(params.text("classKey")?)?;
            let key = class.attachment(params.text("attachment")?).map_err(refuse)?;
            let opened = key.open(part, &params.bytes("bytes")?, &access).map_err(refuse)?;
            Ok(members([("bytes", b64::encode(&opened.value).into()), ("audit", give(&opened.audit)?)]))
        },
    },
    Op {
        name: "classKey.openField",
        about: "opens a field that is sealed at rest",
        params: &[
            need("classKey", Handle("classKey")),
            need("pointer", Text),
            need("version", Whole),
            need("jwe", Text),
            ACCESS,
        ],
        result: "{value, audit}",
        run: |handles, params| {
            let access: AccessStatement = params.record("access")?;
            let key = handles.class_key(params.text("classKey")?)?;
            let version = params.count("version")?;
            let opened = key.field_open(params.text("pointer")?, version, params.text("jwe")?, &access);
            let Opened { value, audit } = opened.map_err(refuse)?;
            Ok(members([("value", value), ("audit", give(&audit)?)]))
        },
    },
    Op {
        name: "classKey.sealField",
        about: "seals a field at rest",
        params: &[
            need("classKey", Handle("classKey")),
            need("pointer", Text),
            need("version", Whole),
            need("value", crate::params::Kind::Json),
        ],
        result: "text",
        run: |handles, params| {
            let key = handles.class_key(params.text("classKey")?)?;
            let version = params.count("version")?;
            let sealed =
                key.field_seal(params.text("pointer")?, version, &params.document("value")?, &mut System);
            Ok(sealed.map_err(refuse)?.into())
        },
    },
];

pub(super) fn sealed(params: &Params<'_>, name: &str) -> Result<motcua::types::jose::SealedObject, Failure> {
    seal::from_value(&params.document(name)?).map_err(refuse)
}

fn keep<T>(handles: &mut Handles, opened: Opened<T>) -> Answer
where
    Held: From<T>,
{
    let audit = give(&opened.audit)?;
    let mut answer = handles.keep(opened.value);
    answer.insert("audit", audit);
    Ok(answer.into())
}

fn open_attachment(handles: &mut Handles, params: &Params<'_>) -> Answer {
    let (manifest, access): (Attachment, AccessStatement) =
        (params.record("manifest")?, params.record("access")?);
    let key = handles.class_key(params.text("classKey")?)?;
    let mut assembler = Assembler::new(key, &manifest, &access).map_err(refuse)?;
    let mut bytes = Vec::new();
    for chunk in params.list::<String>("chunks")? {
        let chunk = b64::decode(&chunk).map_err(|_| of_code("boundary/type").at("/params/chunks"))?;
        bytes.extend(assembler.push(&chunk).map_err(refuse)?);
    }
    let audit = assembler.finish().map_err(refuse)?;
    Ok(members([("bytes", b64::encode(&bytes).into()), ("audit", give(&audit)?)]))
}
