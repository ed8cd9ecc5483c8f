//! The embedded database: one file, write-ahead log, full sync, one writer.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OptionalExtension, Params, Row, TransactionBehavior};

use super::{Store, Work, schema};
use crate::files;
use crate::problem::{Outcome, Problem};

/// How many idle readers are kept.
const READERS: usize = 4;

/// A SQLite database.
pub struct Sqlite {
    path: PathBuf,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
}

impl Sqlite {
    /// Opens or creates the file; `max_pages` limits its growth.
    ///
    /// # Errors
    /// `host/storage` when it cannot be opened or migrated.
    pub fn open(path: &Path, max_pages: Option<u32>) -> Outcome<Self> {
        // SQLite gives its log files the mode of the database.
        files::touch_private(path).map_err(|_| Problem::new("host/storage"))?;
        let mut writer = connect(path).map_err(|error| problem(&error))?;
        schema::migrate(&mut writer).map_err(|error| problem(&error))?;
        if let Some(pages) = max_pages {
            writer.pragma_update(None, "max_page_count", pages).map_err(|error| problem(&error))?;
        }
        Ok(Self { path: path.to_owned(), writer: Mutex::new(writer), readers: Mutex::new(Vec::new()) })
    }
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // FULL: an acknowledged submission is on the disk, not in a buffer.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    // What is deleted is overwritten.
    connection.pragma_update(None, "secure_delete", true)?;
    Ok(connection)
}

impl Store for Sqlite {
    fn read(&self, work: Work<'_>) -> Outcome<()> {
        let idle = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut connection = match idle {
            Some(connection) => connection,
            None => connect(&self.path).map_err(|error| problem(&error))?,
        };
        let tx = connection.transaction().map_err(|error| problem(&error))?;
        let outcome = work(&SqliteTx(&tx));
        // Dropping the transaction ends it; it has written nothing.
        drop(tx);
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if readers.len() < READERS {
            readers.push(connection);
        }
        outcome
    }

    fn write(&self, work: Work<'_>) -> Outcome<()> {
        // A panic elsewhere rolled its transaction back when it unwound: the connection is sound.
        let mut connection = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let tx = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(|error| problem(&error))?;
        work(&SqliteTx(&tx))?;
        tx.commit().map_err(|error| problem(&error))
    }

    fn settle(&self) -> Outcome<()> {
        let connection = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        // The log before it holds what the pages were: it is written back and cut.
        let busy: i64 = connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))
            .map_err(|error| problem(&error))?;
        if busy == 0 { Ok(()) } else { Err(Problem::new("host/storage")) }
    }
}

/// One transaction.
pub(super) struct SqliteTx<'a>(&'a Connection);

impl SqliteTx<'_> {
    pub(super) fn run(&self, sql: &str, params: impl Params) -> Outcome<usize> {
        self.0.execute(sql, params).map_err(|error| problem(&error))
    }

    pub(super) fn one<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Outcome<Option<T>> {
        self.0.query_row(sql, params, read).optional().map_err(|error| problem(&error))
    }

    pub(super) fn all<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Outcome<Vec<T>> {
        let rows = || {
            let mut statement = self.0.prepare(sql)?;
            statement.query_map(params, read)?.collect::<rusqlite::Result<Vec<T>>>()
        };
        rows().map_err(|error| problem(&error))
    }
}

/// SQLite's reason as a registered code. A violated key is a conflict, which the caller usually ruled out.
fn problem(error: &rusqlite::Error) -> Problem {
    Problem::new(match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => "host/storageFull",
        Some(ErrorCode::ConstraintViolation) => "host/conflict",
        _ => "host/storage",
    })
}
