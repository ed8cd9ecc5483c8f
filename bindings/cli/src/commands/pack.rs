//! `motcua pack build`, `pack sign` and `pack verify`.

use std::fs;
use std::path::Path;

use motcua::crypto::pack::{self as core, Trust};
use motcua::crypto::sign::Kind;
use motcua::flow::load_pack;
use motcua::json::{Policy, to_canonical_string};
use motcua::types::Record as _;
use motcua::types::pack::{Pack, PackItem};
use motcua::types::report::{Diagnostic, Severity};

use super::sign;
use crate::args::Call;
use crate::outcome::{Exit, Finding, Outcome, Stop};
use crate::output::{self, Existing, Readers};
use crate::{embedded, input, text, trust};

/// Folders of a pack's documents; a document at the top is a procedure.
const FOLDERS: &[(&str, &str)] = &[
    ("", "procedures"),
    ("catalogues", "catalogues"),
    ("workflows", "workflows"),
    ("calendars", "calendars"),
];

/// A pack of the documents of a folder, or of those that this version carries. Nothing is written that does not load.
pub(crate) fn build(call: &Call) -> Result<Outcome, Stop> {
    let folder = call.operand();
    let pack = Pack {
        v: 1,
        id: call.required("id")?.to_owned(),
        seq: call.number("seq")?.unwrap_or(1),
        valid_from: call.option("valid-from").unwrap_or("2025-07-01").to_owned(),
        min_engine: call.option("min-engine").unwrap_or(motcua::ENGINE_VERSION).to_owned(),
        items: items(folder)?,
    };
    if let Err(found) = load_pack(&pack) {
        let findings: Vec<Finding> = found.into_iter().map(|found| finding(call, &pack, found)).collect();
        return Ok(Outcome {
            exit: Exit::Findings,
            text: text::summary(&findings, call.lang),
            members: vec![("file", folder.into())],
            file: folder.to_owned(),
            findings: Some(findings),
        });
    }
    let value = pack.to_value().map_err(|error| Stop::refused(folder, &error))?;
    let text = to_canonical_string(&value) + "\n";
    let items = i64::try_from(pack.items.len()).unwrap_or(i64::MAX);
    match call.option("output") {
        Some(name) => {
            output::file(name, text.as_bytes(), Readers::Anybody, Existing::Replace)?;
            let said = call.lang.pick("tài liệu", "documents");
            Ok(Outcome::of(format!("{items} {said}\n"), vec![("items", items.into()), ("file", name.into())]))
        }
        None => Ok(Outcome::of(text, vec![("items", items.into()), ("pack", value)])),
    }
}

fn finding(call: &Call, pack: &Pack, found: Diagnostic) -> Finding {
    // `/items/3/body/…`: a person knows the document by its path.
    let at = found.pointer.strip_prefix("/items/").and_then(|rest| rest.split('/').next());
    let item = at.and_then(|at| at.parse::<usize>().ok()).and_then(|at| pack.items.get(at));
    let message = text::message(&found.code, &found.params, call.lang);
    Finding {
        message: item.map_or_else(|| message.clone(), |item| format!("{}: {message}", item.path)),
        code: found.code,
        severity: Severity::Error,
        pointer: found.pointer,
        place: None,
        params: found.params,
    }
}

fn items(folder: &str) -> Result<Vec<PackItem>, Stop> {
    if folder == "embedded" {
        return Ok(embedded::pack().map_err(|error| Stop::refused(folder, &error))?.items);
    }
    let mut items = Vec::new();
    for (below, prefix) in FOLDERS {
        let path = Path::new(folder).join(below);
        if !path.is_dir() && !below.is_empty() {
            continue;
        }
        let mut names: Vec<_> = fs::read_dir(&path)
            .map_err(|error| input::unreadable(folder, &error))?
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .filter(|path| path.extension().is_some_and(|extension| extension == "json") && path.is_file())
            .collect();
        names.sort();
        for path in names {
            let shown = path.display().to_string();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let body = input::json(&shown, &input::bytes(&shown)?, &Policy::PROFILE)?;
            items.push(core::item(format!("{prefix}/{name}"), body));
        }
    }
    Ok(items)
}

/// Signs a pack that `pack build` wrote.
pub(crate) fn sign(call: &Call) -> Result<Outcome, Stop> {
    sign::sign(call, Kind::Pack)
}

/// Verifies a signed pack and loads every document of it.
pub(crate) fn verify(call: &Call) -> Result<Outcome, Stop> {
    let (now, file) = (input::now(call)?, call.operand());
    let directory = trust::directory(call, now)?;
    let min_seq = call.number("min-seq")?.unwrap_or(0);
    let bytes = input::bytes(file)?;
    let trust = Trust::Directory(&directory);
    let pack = core::open(bytes.trim_ascii(), trust, now, min_seq, motcua::ENGINE_VERSION)
        .map_err(|error| Stop::refused(file, &error))?;
    let library = load_pack(&pack).map_err(|found| {
        Stop::refused_code(file, found.first().map_or("pack/badItem", |first| first.code.as_str()))
    })?;
    let info = library.info();
    let mut lines = format!("{file}: {}\n", call.lang.pick("gói hợp lệ", "the pack is good"));
    lines += &text::table(&[
        (call.lang.pick("gói", "pack"), &info.id),
        (call.lang.pick("số", "number"), &info.seq.to_string()),
        (call.lang.pick("từ ngày", "from"), &info.valid_from),
    ]);
    for procedure in &info.procedures {
        let name = call.lang.pick(&procedure.name.vi, &procedure.name.en);
        lines += &format!("    {:<12} {} ({name})\n", procedure.code, procedure.version);
    }
    let value = info.to_value().map_err(|error| Stop::refused(file, &error))?;
    Ok(Outcome::of(lines, vec![("file", file.into()), ("info", value)]))
}
