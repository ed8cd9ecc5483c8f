//! Operations before there is a dossier, and the one list of all operations.

use motcua::json;
use motcua::types::Record;
use motcua::types::audit::AuditRecord;
use motcua::types::keys::Revocation;
use rusqlite::{Row, params};

use super::sqlite::SqliteTx;
use super::{AnswerRow, ChallengeRow, ChunkRow, DossierRow, PacketRow, SessionRow, Side, Tx};
use crate::problem::Outcome;

/// How long the chunks of a submission that never came are kept, in seconds.
const ABANDONED: i64 = 24 * 3600;

impl Tx for SqliteTx<'_> {
    fn meta(&self, name: &str) -> Outcome<Option<String>> {
        self.one("SELECT value FROM meta WHERE name = ?1", [name], |row| row.get(0))
    }

    fn set_meta(&self, name: &str, value: &str) -> Outcome<()> {
        let sql = "INSERT INTO meta (name, value) VALUES (?1, ?2)
                   ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        self.run(sql, [name, value]).map(drop)
    }

    fn next_serial(&self, series: &str) -> Outcome<u32> {
        let sql = "INSERT INTO serials (series, last) VALUES (?1, 1)
                   ON CONFLICT (series) DO UPDATE SET last = last + 1 RETURNING last";
        Ok(self.one(sql, [series], |row| row.get(0))?.unwrap_or(0))
    }

    fn put_session(&self, row: &SessionRow) -> Outcome<()> {
        let sql = "INSERT INTO sessions (id, account, created, expires) VALUES (?1, ?2, ?3, ?4)";
        self.run(sql, params![row.id, row.account, row.created, row.expires]).map(drop)
    }

    fn session(&self, id: &str) -> Outcome<Option<SessionRow>> {
        self.one("SELECT id, account, created, expires FROM sessions WHERE id = ?1", [id], |row| {
            Ok(SessionRow {
                id: row.get(0)?,
                account: row.get(1)?,
                created: row.get(2)?,
                expires: row.get(3)?,
            })
        })
    }

    fn delete_session(&self, id: &str) -> Outcome<()> {
        self.run("DELETE FROM sessions WHERE id = ?1", [id]).map(drop)
    }

    fn put_enrolment(&self, kid: &str, person: &str, expires: i64) -> Outcome<()> {
        // A key that was revoked stays revoked, whoever enrols it again.
        let sql = "INSERT INTO enrolments (kid, person, expires) VALUES (?1, ?2, ?3)
                   ON CONFLICT (kid) DO UPDATE SET person = excluded.person, expires = excluded.expires";
        self.run(sql, params![kid, person, expires]).map(drop)
    }

    fn revoke(&self, kid: &str, person: &str, at: i64) -> Outcome<bool> {
        let sql = "UPDATE enrolments SET revoked = coalesce(revoked, ?3) WHERE kid = ?1 AND person = ?2";
        Ok(self.run(sql, params![kid, person, at])? == 1)
    }

    fn revoked_since(&self, kid: &str) -> Outcome<Option<i64>> {
        Ok(self.one("SELECT revoked FROM enrolments WHERE kid = ?1", [kid], |row| row.get(0))?.flatten())
    }

    fn revoked(&self) -> Outcome<Vec<Revocation>> {
        let sql = "SELECT kid, revoked FROM enrolments WHERE revoked IS NOT NULL";
        self.all(sql, [], |row| Ok(Revocation { kid: row.get(0)?, from: row.get(1)? }))
    }

    fn put_challenge(&self, row: &ChallengeRow) -> Outcome<()> {
        let sql = "INSERT INTO challenges
                   (nonce, session, person, side, dossier, procedure, version, hash, kind, expires)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
        let side = row.side.as_str();
        let values = params![
            row.nonce,
            row.session,
            row.person,
            side,
            row.dossier,
            row.procedure,
            row.version,
            row.hash,
            row.kind,
            row.expires
        ];
        self.run(sql, values).map(drop)
    }

    fn challenge(&self, nonce: &str) -> Outcome<Option<ChallengeRow>> {
        let sql =
            "SELECT nonce, session, person, side, dossier, procedure, version, hash, kind, expires, used
                   FROM challenges WHERE nonce = ?1";
        self.one(sql, [nonce], challenge)
    }

    fn use_challenge(&self, nonce: &str, at: i64) -> Outcome<bool> {
        let sql = "UPDATE challenges SET used = ?2 WHERE nonce = ?1 AND used IS NULL";
        Ok(self.run(sql, params![nonce, at])? == 1)
    }

    fn purge(&self, now: i64) -> Outcome<()> {
        self.run("DELETE FROM sessions WHERE expires < ?1", [now])?;
        let dead = "SELECT nonce FROM challenges WHERE used IS NULL AND expires < ?1";
        self.run(&format!("DELETE FROM chunks WHERE nonce IN ({dead})"), [now - ABANDONED])?;
        self.run(&format!("DELETE FROM challenges WHERE nonce IN ({dead})"), [now - ABANDONED])?;
        Ok(())
    }

    fn put_chunk(&self, row: &ChunkRow<'_>) -> Outcome<()> {
        let sql = "INSERT INTO chunks (nonce, attachment, i, bytes) VALUES (?1, ?2, ?3, ?4)";
        self.run(sql, params![row.nonce, row.attachment, row.index, row.bytes]).map(drop)
    }

    fn chunk(&self, nonce: &str, attachment: &str, index: u32) -> Outcome<Option<Vec<u8>>> {
        let sql = "SELECT bytes FROM chunks WHERE nonce = ?1 AND attachment = ?2 AND i = ?3";
        self.one(sql, params![nonce, attachment, index], |row| row.get(0))
    }

    fn chunk_sizes(&self, nonce: &str, attachment: &str) -> Outcome<Vec<(u32, u64)>> {
        let sql = "SELECT i, length(bytes) FROM chunks WHERE nonce = ?1 AND attachment = ?2 ORDER BY i";
        self.all(sql, [nonce, attachment], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.unsigned_abs())))
    }

    fn stored_bytes(&self, nonce: &str) -> Outcome<u64> {
        let sql = "SELECT coalesce(sum(length(bytes)), 0) FROM chunks WHERE nonce = ?1";
        Ok(self.one(sql, [nonce], |row| row.get::<_, i64>(0))?.unwrap_or(0).unsigned_abs())
    }

    fn dossier(&self, id: &str) -> Outcome<Option<DossierRow>> {
        self.find_dossier(id)
    }

    fn put_dossier(&self, row: &DossierRow) -> Outcome<()> {
        self.save_dossier(row)
    }

    fn dossiers(&self) -> Outcome<Vec<DossierRow>> {
        self.list_dossiers()
    }

    fn dossiers_of(&self, tag: &str) -> Outcome<Vec<DossierRow>> {
        self.list_dossiers_of(tag)
    }

    fn add_tag(&self, dossier: &str, tag: &str) -> Outcome<()> {
        self.run("INSERT OR IGNORE INTO tags (tag, dossier) VALUES (?1, ?2)", [tag, dossier]).map(drop)
    }

    fn has_tag(&self, dossier: &str, tag: &str) -> Outcome<bool> {
        let found =
            self.one("SELECT 1 FROM tags WHERE tag = ?1 AND dossier = ?2", [tag, dossier], |_| Ok(()))?;
        Ok(found.is_some())
    }

    fn add_event(&self, dossier: &str, seq: u32, compact: &str) -> Outcome<()> {
        let sql = "INSERT INTO events (dossier, seq, compact) VALUES (?1, ?2, ?3)";
        self.run(sql, params![dossier, seq, compact]).map(drop)
    }

    fn events(&self, dossier: &str) -> Outcome<Vec<String>> {
        self.all("SELECT compact FROM events WHERE dossier = ?1 ORDER BY seq", [dossier], |row| row.get(0))
    }

    fn put_receipt(&self, dossier: &str, size: u32, jws: &str) -> Outcome<()> {
        let sql = "INSERT INTO receipts (dossier, size, jws) VALUES (?1, ?2, ?3)";
        self.run(sql, params![dossier, size, jws]).map(drop)
    }

    fn receipt(&self, dossier: &str) -> Outcome<Option<String>> {
        let sql = "SELECT jws FROM receipts WHERE dossier = ?1 ORDER BY size DESC LIMIT 1";
        self.one(sql, [dossier], |row| row.get(0))
    }

    fn put_packet(&self, row: &PacketRow) -> Outcome<()> {
        self.save_packet(row)
    }

    fn packets(&self, dossier: &str) -> Outcome<Vec<PacketRow>> {
        self.list_packets(dossier)
    }

    fn put_opening(&self, packet: &str, payload_hash: &str, at: i64) -> Outcome<()> {
        let sql = "INSERT OR IGNORE INTO openings (packet, payload, at) VALUES (?1, ?2, ?3)";
        self.run(sql, params![packet, payload_hash, at]).map(drop)
    }

    fn opening(&self, packet: &str) -> Outcome<Option<String>> {
        self.one("SELECT payload FROM openings WHERE packet = ?1", [packet], |row| row.get(0))
    }

    fn shred(&self, dossier: &str) -> Outcome<()> {
        self.shred_packets(dossier)
    }

    fn put_audit(&self, record: &AuditRecord) -> Outcome<()> {
        let text = json::to_canonical_string(&record.to_value()?);
        let sql = "INSERT INTO audits (at, dossier, record) VALUES (?1, ?2, ?3)";
        self.run(sql, params![record.access.at, record.dossier, text]).map(drop)
    }

    fn answer(&self, account: &str, key: &str) -> Outcome<Option<AnswerRow>> {
        let sql = "SELECT request, body, at FROM answers WHERE account = ?1 AND key = ?2";
        self.one(sql, [account, key], |row| {
            Ok(AnswerRow { request: row.get(0)?, body: row.get(1)?, at: row.get(2)? })
        })
    }

    fn put_answer(&self, account: &str, key: &str, row: &AnswerRow) -> Outcome<()> {
        let sql = "INSERT INTO answers (account, key, request, body, at) VALUES (?1, ?2, ?3, ?4, ?5)";
        self.run(sql, params![account, key, row.request, row.body, row.at]).map(drop)
    }
}

fn challenge(row: &Row<'_>) -> rusqlite::Result<ChallengeRow> {
    let side: String = row.get(3)?;
    Ok(ChallengeRow {
        nonce: row.get(0)?,
        session: row.get(1)?,
        person: row.get(2)?,
        side: if side == Side::Desk.as_str() { Side::Desk } else { Side::Intake },
        dossier: row.get(4)?,
        procedure: row.get(5)?,
        version: row.get(6)?,
        hash: row.get(7)?,
        kind: row.get(8)?,
        expires: row.get(9)?,
        used: row.get(10)?,
    })
}
