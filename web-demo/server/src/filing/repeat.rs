//! Requests that come twice: the same key and body get the stored answer.

use axum::http::StatusCode;
use motcua::json::{self, Value};

use crate::problem::{Outcome, Problem};
use crate::store::{AnswerRow, Tx};
use crate::web::Answer;

/// The stored answer to a request that was answered before, or `None` for a new one.
///
/// # Errors
/// `submission/idempotencyConflict` when the key was used for another request.
pub fn answered(tx: &dyn Tx, account: &str, key: &str, request: &str) -> Outcome<Option<Answer>> {
    match tx.answer(account, key)? {
        None => Ok(None),
        Some(row) if row.request == request => {
            Ok(Some(Answer::text(StatusCode::OK, "application/json", row.body.into_bytes())))
        }
        Some(_) => Err(Problem::new("submission/idempotencyConflict")),
    }
}

/// Stores an answer under its key.
///
/// # Errors
/// Those of the store.
pub fn remember(
    tx: &dyn Tx,
    account: &str,
    key: &str,
    request: String,
    answer: &Value,
    at: i64,
) -> Outcome<()> {
    tx.put_answer(account, key, &AnswerRow { request, body: json::to_canonical_string(answer), at })
}

/// A key of the `Idempotency-Key` header: 8 to 128 visible characters.
pub fn is_idempotency_key(text: &str) -> bool {
    (8..=128).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}
