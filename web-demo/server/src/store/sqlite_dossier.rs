//! Dossiers and packets in SQL.

use rusqlite::{Row, params};

use super::sqlite::SqliteTx;
use super::{DossierRow, PacketRow};
use crate::problem::Outcome;

const COLUMNS: &str = "id, procedure, version, hash, number, code, status, size, due, channel, supplement_waiting, \
                       created, updated";

impl SqliteTx<'_> {
    pub(super) fn find_dossier(&self, id: &str) -> Outcome<Option<DossierRow>> {
        self.one(&format!("SELECT {COLUMNS} FROM dossiers WHERE id = ?1"), [id], dossier)
    }

    pub(super) fn list_dossiers(&self) -> Outcome<Vec<DossierRow>> {
        self.all(&format!("SELECT {COLUMNS} FROM dossiers ORDER BY updated DESC, number DESC"), [], dossier)
    }

    pub(super) fn list_dossiers_of(&self, tag: &str) -> Outcome<Vec<DossierRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM dossiers WHERE id IN (SELECT dossier FROM tags WHERE tag = ?1)
             ORDER BY updated DESC, number DESC"
        );
        self.all(&sql, [tag], dossier)
    }

    pub(super) fn save_dossier(&self, row: &DossierRow) -> Outcome<()> {
        let sql = format!(
            "INSERT INTO dossiers ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
             ON CONFLICT (id) DO UPDATE SET code = excluded.code, status = excluded.status, size = excluded.size,
             due = excluded.due, supplement_waiting = excluded.supplement_waiting, updated = excluded.updated"
        );
        let values = params![
            row.id,
            row.procedure,
            row.version,
            row.hash,
            row.number,
            row.code,
            row.status,
            row.size,
            row.due,
            row.channel,
            row.supplement_waiting,
            row.created,
            row.updated
        ];
        self.run(&sql, values).map(drop)
    }

    pub(super) fn save_packet(&self, row: &PacketRow) -> Outcome<()> {
        let sql = "INSERT INTO packets (hash, dossier, seq, kind, nonce, at, body, dossier_key)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let values =
            params![row.hash, row.dossier, row.seq, row.kind, row.nonce, row.at, row.body, row.dossier_key];
        self.run(sql, values).map(drop)
    }

    pub(super) fn shred_packets(&self, dossier: &str) -> Outcome<()> {
        self.run(
            "DELETE FROM chunks WHERE nonce IN (SELECT nonce FROM packets WHERE dossier = ?1)",
            [dossier],
        )?;
        self.run("UPDATE packets SET body = x'', dossier_key = NULL WHERE dossier = ?1", [dossier]).map(drop)
    }

    pub(super) fn list_packets(&self, dossier: &str) -> Outcome<Vec<PacketRow>> {
        let sql = "SELECT hash, dossier, seq, kind, nonce, at, body, dossier_key
                   FROM packets WHERE dossier = ?1 ORDER BY seq";
        self.all(sql, [dossier], |row| {
            Ok(PacketRow {
                hash: row.get(0)?,
                dossier: row.get(1)?,
                seq: row.get(2)?,
                kind: row.get(3)?,
                nonce: row.get(4)?,
                at: row.get(5)?,
                body: row.get(6)?,
                dossier_key: row.get(7)?,
            })
        })
    }
}

fn dossier(row: &Row<'_>) -> rusqlite::Result<DossierRow> {
    Ok(DossierRow {
        id: row.get(0)?,
        procedure: row.get(1)?,
        version: row.get(2)?,
        hash: row.get(3)?,
        number: row.get(4)?,
        code: row.get(5)?,
        status: row.get(6)?,
        size: row.get(7)?,
        due: row.get(8)?,
        channel: row.get(9)?,
        supplement_waiting: row.get(10)?,
        created: row.get(11)?,
        updated: row.get(12)?,
    })
}
