//! Refusals as problem documents (RFC 9457), in Vietnamese and English.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use motcua::forms::messages;
use motcua::json::{self, Object, Value};
use motcua::types::report::{Param, Report};

/// A refusal. Holds codes, places and limits, never a value that somebody sent.
#[derive(Clone, Debug)]
pub struct Problem {
    /// Registered code.
    pub code: &'static str,
    /// Place in the input.
    pub pointer: Option<String>,
    /// Values for the message.
    pub params: Vec<Param>,
    /// Findings, when a form was refused.
    pub report: Option<Report>,
}

/// Result of everything behind a route.
pub type Outcome<T> = Result<T, Problem>;

impl Problem {
    /// A refusal with a code alone.
    pub const fn new(code: &'static str) -> Self {
        Self { code, pointer: None, params: Vec::new(), report: None }
    }

    /// The same at a place of the input.
    #[must_use]
    pub fn at(mut self, pointer: impl Into<String>) -> Self {
        self.pointer = Some(pointer.into());
        self
    }

    /// The same with one more parameter.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.params.push(Param::new(name, value));
        self
    }

    /// A form that did not pass.
    pub const fn invalid(report: Report) -> Self {
        Self { code: "form/invalid", pointer: None, params: Vec::new(), report: Some(report) }
    }

    /// HTTP status of the code.
    pub fn status(&self) -> StatusCode {
        match self.code {
            "host/unauthenticated" => StatusCode::UNAUTHORIZED,
            "host/forbidden" | "host/csrf" | "dossier/roleNotAllowed" => StatusCode::FORBIDDEN,
            "host/notFound" => StatusCode::NOT_FOUND,
            "host/conflict"
            | "host/stillOpen"
            | "submission/nonceUsed"
            | "submission/idempotencyConflict"
            | "submission/chunkMismatch"
            | "dossier/stale"
            | "dossier/illegalTransition" => StatusCode::CONFLICT,
            "host/shredded" => StatusCode::GONE,
            "host/tooLarge" | "json/tooLarge" => StatusCode::PAYLOAD_TOO_LARGE,
            "host/rateLimited" => StatusCode::TOO_MANY_REQUESTS,
            "host/storageFull" => StatusCode::INSUFFICIENT_STORAGE,
            "host/storage" => StatusCode::SERVICE_UNAVAILABLE,
            "host/badRequest" => StatusCode::BAD_REQUEST,
            code if code.starts_with("json/") => StatusCode::BAD_REQUEST,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    /// The document.
    pub fn document(&self) -> Value {
        let title = |lang| {
            let text = messages::render(self.code, &self.params, lang, messages::Length::Short);
            text.unwrap_or_else(|| self.code.to_owned())
        };
        let mut document = Object::new();
        document.insert("type", format!("urn:egov:problem:{}", self.code));
        document.insert("title", title("vi"));
        document.insert("titleEn", title("en"));
        document.insert("status", i64::from(self.status().as_u16()));
        document.insert("code", self.code);
        if let Some(pointer) = &self.pointer {
            document.insert("pointer", pointer.as_str());
        }
        if let Some(params) = json::to_value(&self.params).ok().filter(|_| !self.params.is_empty()) {
            document.insert("params", params);
        }
        if let Some(report) = self.report.as_ref().and_then(|report| json::to_value(report).ok()) {
            document.insert("report", report);
        }
        Value::Object(document)
    }
}

impl From<json::Error> for Problem {
    fn from(error: json::Error) -> Self {
        let problem = Self::new(error.code());
        match error.pointer() {
            Some(pointer) => problem.at(pointer),
            None => problem,
        }
    }
}

impl From<motcua::crypto::Error> for Problem {
    fn from(error: motcua::crypto::Error) -> Self {
        Self::new(error.code())
    }
}

impl From<motcua::dossier::Error> for Problem {
    fn from(error: motcua::dossier::Error) -> Self {
        Self::new(error.code())
    }
}

impl From<motcua::dossier::log::LogError> for Problem {
    fn from(error: motcua::dossier::log::LogError) -> Self {
        Self::new(error.code()).with("event", error.first_bad.to_string())
    }
}

/// The code of an answer, kept in its extensions for the log line.
#[derive(Clone, Copy, Debug)]
pub struct AnswerCode(pub &'static str);

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = json::canonicalize(&self.document());
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = self.status();
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response.extensions_mut().insert(AnswerCode(self.code));
        response
    }
}
