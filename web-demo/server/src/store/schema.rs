//! Tables, as a list of migrations. A migration that has run anywhere is never changed; a new one is added.

use rusqlite::{Connection, TransactionBehavior};

const MIGRATIONS: &[&str] = &[
    "
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE serials (series TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT;

CREATE TABLE sessions (
    id TEXT PRIMARY KEY, account TEXT NOT NULL, created INTEGER NOT NULL, expires INTEGER NOT NULL
) STRICT;
CREATE TABLE enrolments (
    kid TEXT PRIMARY KEY, person TEXT NOT NULL, expires INTEGER NOT NULL, revoked INTEGER
) STRICT;
CREATE TABLE challenges (
    nonce TEXT PRIMARY KEY, session TEXT NOT NULL, person TEXT NOT NULL, side TEXT NOT NULL, dossier TEXT NOT NULL,
    procedure TEXT NOT NULL, version TEXT NOT NULL, hash TEXT NOT NULL, kind TEXT NOT NULL,
    expires INTEGER NOT NULL, used INTEGER
) STRICT;

CREATE TABLE dossiers (
    id TEXT PRIMARY KEY, procedure TEXT NOT NULL, version TEXT NOT NULL, hash TEXT NOT NULL,
    number TEXT NOT NULL UNIQUE, code TEXT UNIQUE, status INTEGER NOT NULL, size INTEGER NOT NULL, due TEXT,
    channel TEXT NOT NULL, supplement_waiting INTEGER NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL
) STRICT;
CREATE TABLE tags (
    tag TEXT NOT NULL, dossier TEXT NOT NULL REFERENCES dossiers(id), PRIMARY KEY (tag, dossier)
) STRICT, WITHOUT ROWID;
CREATE TABLE events (
    dossier TEXT NOT NULL REFERENCES dossiers(id), seq INTEGER NOT NULL, compact TEXT NOT NULL,
    PRIMARY KEY (dossier, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE receipts (
    dossier TEXT NOT NULL REFERENCES dossiers(id), size INTEGER NOT NULL, jws TEXT NOT NULL,
    PRIMARY KEY (dossier, size)
) STRICT, WITHOUT ROWID;
CREATE TABLE packets (
    hash TEXT PRIMARY KEY, dossier TEXT NOT NULL REFERENCES dossiers(id), seq INTEGER NOT NULL, kind TEXT NOT NULL,
    nonce TEXT NOT NULL UNIQUE REFERENCES challenges(nonce), at INTEGER NOT NULL, body BLOB NOT NULL,
    dossier_key BLOB
) STRICT;
CREATE INDEX packets_of ON packets (dossier, seq);
CREATE TABLE openings (
    packet TEXT PRIMARY KEY REFERENCES packets(hash), payload TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE TABLE chunks (
    nonce TEXT NOT NULL REFERENCES challenges(nonce), attachment TEXT NOT NULL, i INTEGER NOT NULL,
    bytes BLOB NOT NULL, PRIMARY KEY (nonce, attachment, i)
) STRICT;
CREATE TABLE answers (
    account TEXT NOT NULL, key TEXT NOT NULL, request TEXT NOT NULL, body TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (account, key)
) STRICT, WITHOUT ROWID;
",
    "
CREATE TABLE audits (
    n INTEGER PRIMARY KEY, at INTEGER NOT NULL, dossier TEXT NOT NULL REFERENCES dossiers(id), record TEXT NOT NULL
) STRICT;
",
];

/// Brings a database to the newest schema.
pub(super) fn migrate(connection: &mut Connection) -> rusqlite::Result<()> {
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    tx.execute_batch("CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY) STRICT")?;
    let done: i64 = tx.query_row("SELECT coalesce(max(version), 0) FROM migrations", [], |row| row.get(0))?;
    for (version, sql) in (1_i64..).zip(MIGRATIONS).filter(|(version, _)| *version > done) {
        tx.execute_batch(sql)?;
        tx.execute("INSERT INTO migrations (version) VALUES (?1)", [version])?;
    }
    tx.commit()
}
