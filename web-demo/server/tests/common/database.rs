//! The database file, looked at from outside.

use std::path::Path;

use motcua::crypto::hash::Sha256Stream;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, params};

/// Hash over every row that a submission or an action could change.
pub fn snapshot(data: &Path) -> String {
    let connection = Connection::open(data.join("motcua.db")).unwrap();
    let mut hash = Sha256Stream::new();
    for table in ["dossiers", "tags", "events", "receipts", "packets", "openings", "answers", "serials"] {
        digest(&connection, &format!("SELECT * FROM {table} ORDER BY 1, 2"), &mut hash);
    }
    digest(
        &connection,
        "SELECT nonce, used FROM challenges WHERE used IS NOT NULL ORDER BY nonce",
        &mut hash,
    );
    hash.finish_text()
}

fn digest(connection: &Connection, sql: &str, hash: &mut Sha256Stream) {
    let mut statement = connection.prepare(sql).unwrap();
    let columns = statement.column_count();
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        for column in 0..columns {
            match row.get_ref(column).unwrap() {
                ValueRef::Null => hash.update(b"null"),
                ValueRef::Integer(number) => hash.update(number.to_string().as_bytes()),
                ValueRef::Real(number) => hash.update(number.to_string().as_bytes()),
                ValueRef::Text(bytes) | ValueRef::Blob(bytes) => hash.update(bytes),
            }
            hash.update(b"\0");
        }
    }
}

/// Runs a statement as an attacker, or time, would.
pub fn change(data: &Path, sql: &str, value: &str) -> usize {
    let connection = Connection::open(data.join("motcua.db")).unwrap();
    connection.busy_timeout(std::time::Duration::from_secs(5)).unwrap();
    connection.execute(sql, params![value]).unwrap()
}

pub fn count(data: &Path, sql: &str) -> i64 {
    let connection = Connection::open(data.join("motcua.db")).unwrap();
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// The sealed packets as stored.
pub fn packets(data: &Path) -> Vec<Vec<u8>> {
    let connection = Connection::open(data.join("motcua.db")).unwrap();
    let mut statement = connection.prepare("SELECT body FROM packets ORDER BY at, seq").unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}
