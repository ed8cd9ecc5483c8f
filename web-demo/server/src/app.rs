//! What every route works with, made once at start.

use std::path::PathBuf;

use motcua::crypto::{directory::Directory, pack};
use motcua::flow::load_pack;
use motcua::forms::{CompiledProcedure, Library};
use motcua::types::dossier::Workflow;
use motcua::types::jose::Jwk;
use motcua::types::report::Diagnostic;
use motcua::vn::date::{Date, DateTime};

use crate::accounts::{self, Account, City, Kind};
use crate::args::{Args, Role};
use crate::desk::Summaries;
use crate::keys::{DeskKeys, IntakeKeys, Layout};
use crate::limiter::Limiter;
use crate::problem::{Outcome, Problem};
use crate::store::{self, Sqlite, Store};
use crate::{clock, init};

/// The server's state.
pub struct App {
    /// Which routes are served.
    pub role: Role,
    /// The city.
    pub city: City,
    /// Simulated accounts.
    pub accounts: Vec<Account>,
    /// Database.
    pub store: Box<dyn Store>,
    /// Pinned root.
    pub root: Jwk,
    /// Key directory.
    pub directory: Directory,
    /// The directory as it was signed.
    pub directory_text: String,
    /// The pack as it was signed.
    pub pack_text: String,
    /// The pack, compiled.
    pub library: Library,
    /// Keys of the intake, when it serves.
    pub intake: Option<IntakeKeys>,
    /// Keys of the desk, when it serves.
    pub desk: Option<DeskKeys>,
    /// Names for the desk's list.
    pub summaries: Summaries,
    /// Built portal.
    pub portal: Option<PathBuf>,
    /// Limit on calls.
    pub limiter: Limiter,
    /// Where the intake is, if elsewhere.
    pub intake_url: Option<String>,
    /// Where the desk is, if elsewhere.
    pub desk_url: Option<String>,
}

impl App {
    /// Reads the data directory, or makes it at the first start.
    ///
    /// # Errors
    /// A sentence for the terminal; it names a registered code when the directory or the pack is refused.
    pub fn start(args: &Args) -> Result<Self, String> {
        let city = accounts::city()?;
        let accounts = accounts::accounts()?;
        let layout = Layout::new(&args.data);
        if !layout.has("public/directory.jws") {
            init::run(&layout, &city, &accounts)?;
        }
        // Keys of a role that is not served are not even opened.
        let intake = args.role.intake().then(|| IntakeKeys::load(&layout)).transpose()?;
        let officers = accounts.iter().filter(|account| account.kind == Kind::Officer);
        let officers = officers.map(|account| account.id.as_str());
        let desk = args.role.desk().then(|| DeskKeys::load(&layout, officers)).transpose()?;
        let store =
            Sqlite::open(&layout.path("motcua.db"), args.max_pages).map_err(|problem| problem.code)?;
        let root = layout.root()?;
        let directory_text = text(&layout, "public/directory.jws")?;
        let pack_text = text(&layout, "public/pack.jws")?;
        let now = clock::now();
        let (seen_directory, seen_pack) = (seen(&store, DIRECTORY_SEQ)?, seen(&store, PACK_SEQ)?);
        let directory = Directory::open(directory_text.as_bytes(), &root, now, seen_directory)
            .map_err(|error| format!("public/directory.jws: {}", error.code()))?;
        let trust = pack::Trust::Directory(&directory);
        let pack = pack::open(pack_text.as_bytes(), trust, now, seen_pack, motcua::ENGINE_VERSION)
            .map_err(|error| format!("public/pack.jws: {}", error.code()))?;
        let library = load_pack(&pack).map_err(|found| format!("public/pack.jws:{}", told(&found)))?;
        remember(&store, DIRECTORY_SEQ, seen_directory, directory.seq())?;
        remember(&store, PACK_SEQ, seen_pack, pack.seq)?;
        Ok(Self {
            role: args.role,
            city,
            accounts,
            store: Box::new(store),
            root,
            directory,
            directory_text,
            pack_text,
            library,
            intake,
            desk,
            summaries: Summaries::default(),
            portal: args.portal.clone(),
            limiter: Limiter::default(),
            intake_url: args.intake_url.clone(),
            desk_url: args.desk_url.clone(),
        })
    }

    /// An account by its name.
    pub fn account(&self, id: &str) -> Option<&Account> {
        self.accounts.iter().find(|account| account.id == id)
    }

    /// The intake's keys.
    ///
    /// # Errors
    /// `host/notFound` when this process is not the intake.
    pub fn intake_keys(&self) -> Outcome<&IntakeKeys> {
        self.intake.as_ref().ok_or(Problem::new("host/notFound"))
    }

    /// The desk's keys.
    ///
    /// # Errors
    /// `host/notFound` when this process is not the desk.
    pub fn desk_keys(&self) -> Outcome<&DeskKeys> {
        self.desk.as_ref().ok_or(Problem::new("host/notFound"))
    }

    /// The procedure in force at a time.
    ///
    /// # Errors
    /// `host/notFound` when there is none.
    pub fn procedure(&self, code: &str, at: i64) -> Outcome<&CompiledProcedure> {
        self.library.procedure(code, local_date(at)?).map(AsRef::as_ref).ok_or(Problem::new("host/notFound"))
    }

    /// The workflow of a procedure.
    ///
    /// # Errors
    /// `dossier/workflow` when the pack does not have it.
    pub fn workflow(&self, procedure: &CompiledProcedure) -> Outcome<&Workflow> {
        self.library.workflow(&procedure.document().workflow).ok_or(Problem::new("dossier/workflow"))
    }
}

/// Mistakes in a pack, a line each.
pub fn told(found: &[Diagnostic]) -> String {
    found.iter().map(|found| format!("\n  {} at {}", found.code, found.pointer)).collect()
}

const DIRECTORY_SEQ: &str = "directory.seq";
const PACK_SEQ: &str = "pack.seq";

/// Date in Vietnam.
///
/// # Errors
/// `host/badRequest` for a moment without a date.
pub fn local_date(at: i64) -> Outcome<Date> {
    Ok(DateTime::from_unix(at).ok_or(Problem::new("host/badRequest"))?.date())
}

/// A moment as RFC 3339 in UTC+7; empty for one that has no date.
pub fn rfc3339(at: i64) -> String {
    DateTime::from_unix(at).map(DateTime::to_rfc3339).unwrap_or_default()
}

fn text(layout: &Layout, name: &str) -> Result<String, String> {
    String::from_utf8(layout.read(name)?).map_err(|_| format!("{name}: not text"))
}

/// The highest number that this server has accepted.
fn seen(store: &Sqlite, name: &str) -> Result<i64, String> {
    let value = store::read(store, |tx| tx.meta(name)).map_err(|problem| problem.code)?;
    Ok(value.and_then(|value| value.parse().ok()).unwrap_or(0))
}

fn remember(store: &Sqlite, name: &str, seen: i64, now: i64) -> Result<(), String> {
    if now > seen {
        store::write(store, |tx| tx.set_meta(name, &now.to_string())).map_err(|problem| problem.code)?;
    }
    Ok(())
}
