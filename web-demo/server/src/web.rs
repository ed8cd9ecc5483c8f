//! The one way from a request to a route and back: limits, sessions, roles and refusals are decided here, so a
//! route cannot forget them.

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{RawPathParams, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, on};
use http_body_util::BodyExt;
use motcua::crypto::hash;
use motcua::json::{self, Policy, Value};

use crate::app::App;
use crate::problem::{AnswerCode, Outcome, Problem};
use crate::session::{self, Session};
use crate::{clock, log, pages};

/// Who may call a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anybody.
    Public,
    /// Somebody who is signed in.
    SignedIn,
    /// A citizen who is signed in.
    Citizen,
    /// An officer who is signed in, with at least one role.
    Officer,
}

/// A route.
#[derive(Clone, Copy)]
pub struct Route {
    /// Method.
    pub method: MethodFilter,
    /// Path template.
    pub path: &'static str,
    /// Who may.
    pub access: Access,
    /// Largest body in bytes.
    pub limit: usize,
    /// What it does. Runs on a thread that may block.
    pub run: fn(&Call<'_>) -> Outcome<Answer>,
}

/// A call that passed the checks of its route.
pub struct Call<'a> {
    /// State.
    pub app: &'a App,
    /// Time of the call.
    pub now: i64,
    /// Session, if there is one.
    pub session: Option<Session<'a>>,
    /// Body.
    pub body: Bytes,
    parts: &'a Parts,
    params: &'a [(String, String)],
}

impl Call<'_> {
    /// The session of a route that needs one.
    ///
    /// # Errors
    /// `host/unauthenticated`.
    pub fn session(&self) -> Outcome<&Session<'_>> {
        self.session.as_ref().ok_or(Problem::new("host/unauthenticated"))
    }

    /// A parameter of the path.
    ///
    /// # Errors
    /// `host/badRequest`.
    pub fn param(&self, name: &str) -> Outcome<&str> {
        let found = self.params.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str()).ok_or(Problem::new("host/badRequest"))
    }

    /// A parameter of the query. Only values of the base64url alphabet are used, so nothing is percent-decoded.
    ///
    /// # Errors
    /// `host/badRequest`.
    pub fn query(&self, name: &str) -> Outcome<&str> {
        let pairs = self.parts.uri.query().unwrap_or_default().split('&');
        let found = pairs.filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name);
        found.map(|(_, value)| value).ok_or(Problem::new("host/badRequest"))
    }

    /// A header as text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.parts.headers.get(name)?.to_str().ok()
    }

    /// The body as a JSON value of the profile for signed documents.
    ///
    /// # Errors
    /// The codes of the reader.
    pub fn value(&self) -> Outcome<Value> {
        Ok(json::parse(&self.body, &Policy::PROFILE)?)
    }

    /// The body as a record.
    ///
    /// # Errors
    /// The codes of the reader, with the place.
    pub fn record<T: serde::de::DeserializeOwned>(&self) -> Outcome<T> {
        Ok(json::from_value(&self.value()?)?)
    }
}

/// What a route answers.
pub struct Answer {
    status: StatusCode,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Vec<u8>,
}

impl Answer {
    /// A JSON value.
    pub fn json(status: StatusCode, value: &Value) -> Self {
        Self::text(status, "application/json", json::canonicalize(value))
    }

    /// Bytes of a media type.
    pub fn text(status: StatusCode, media: &'static str, body: Vec<u8>) -> Self {
        Self { status, headers: vec![(header::CONTENT_TYPE, HeaderValue::from_static(media))], body }
    }

    /// Nothing, status 204.
    pub const fn empty() -> Self {
        Self { status: StatusCode::NO_CONTENT, headers: Vec::new(), body: Vec::new() }
    }

    /// With a header; one that HTTP cannot carry is left out.
    #[must_use]
    pub fn with(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.retain(|(known, _)| *known != name);
            self.headers.push((name, value));
        }
        self
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response.headers_mut().extend(self.headers);
        response
    }
}

/// The whole service: routes, pages and headers.
pub fn service(app: Arc<App>, routes: &[Route]) -> Router {
    let mut router = Router::new();
    for route in routes {
        let route = *route;
        let handler = move |State(app): State<Arc<App>>, params: RawPathParams, request: Request| async move {
            let params = params.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
            serve(app, route, params, request).await
        };
        router = router.route(route.path, on(route.method, handler));
    }
    router
        .fallback(pages::serve)
        .method_not_allowed_fallback(|| async { Problem::new("host/notFound") })
        .layer(axum::middleware::map_response(pages::secure))
        .with_state(app)
}

async fn serve(app: Arc<App>, route: Route, params: Vec<(String, String)>, request: Request) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let response = match admit(&app, route, request).await {
        Ok((parts, body)) => {
            let work = move || run(&app, route, &parts, &params, body);
            match tokio::task::spawn_blocking(work).await {
                Ok(outcome) => outcome.into_response(),
                Err(_) => Problem::new("runtime/internal").into_response(),
            }
        }
        Err(problem) => problem.into_response(),
    };
    let code = response.extensions().get::<AnswerCode>().map(|code| code.0);
    log::answer(method.as_str(), route.path, response.status().as_u16(), code, started.elapsed().as_micros());
    response
}

/// What can be refused before a thread is taken: forged origin, flood, size.
async fn admit(app: &App, route: Route, request: Request) -> Outcome<(Parts, Bytes)> {
    let (parts, body) = request.into_parts();
    let caller =
        session::token(&parts.headers).map_or_else(String::new, |token| hash::sha256_text(token.as_bytes()));
    if !app.limiter.allow(&caller, clock::now()) {
        return Err(Problem::new("host/rateLimited"));
    }
    // Read before anything is refused, so that the refusal reaches a caller who is still sending.
    let body = read(body, route.limit).await?;
    if parts.method != Method::GET && !same_site(&parts.headers) {
        return Err(Problem::new("host/csrf"));
    }
    Ok((parts, body))
}

/// A page of another origin can neither set this header without a preflight, which is never granted, nor lie
/// about its origin.
fn same_site(headers: &HeaderMap) -> bool {
    let marked = headers.get("x-motcua").is_some_and(|value| value == "1");
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let origin = headers.get(header::ORIGIN).map(|origin| origin.to_str().ok());
    let own = origin.is_none_or(|origin| {
        let authority = origin.and_then(|origin| origin.split_once("://")).map(|(_, authority)| authority);
        authority.is_some() && authority == host
    });
    marked && own
}

/// How much more than the limit is read and thrown away.
const DRAIN: usize = 32 << 20;

async fn read(mut body: Body, limit: usize) -> Outcome<Bytes> {
    let mut bytes = Vec::new();
    let mut total = 0_usize;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Problem::new("host/badRequest"))?;
        let Ok(data) = frame.into_data() else { continue };
        total = total.saturating_add(data.len());
        if total <= limit {
            bytes.extend_from_slice(&data);
        } else {
            bytes = Vec::new();
            if total > limit.saturating_add(DRAIN) {
                break;
            }
        }
    }
    if total > limit {
        return Err(Problem::new("host/tooLarge").with("limit", limit.to_string()));
    }
    Ok(Bytes::from(bytes))
}

fn run(app: &App, route: Route, parts: &Parts, params: &[(String, String)], body: Bytes) -> Outcome<Answer> {
    let now = clock::now();
    let session = session::find(app, &parts.headers, now)?;
    let officer = session.as_ref().map(|session| session.is_officer());
    match (route.access, officer) {
        (Access::Public, _)
        | (Access::SignedIn, Some(_))
        | (Access::Citizen, Some(false))
        | (Access::Officer, Some(true)) => {}
        (_, None) => return Err(Problem::new("host/unauthenticated")),
        _ => return Err(Problem::new("host/forbidden")),
    }
    (route.run)(&Call { app, now, session, body, parts, params })
}
