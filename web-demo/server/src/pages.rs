//! The built portal as static files, and the headers that every answer carries.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, Response, header};
use axum::response::IntoResponse;

use crate::app::App;
use crate::problem::Problem;

/// Scripts and styles from here only; WebAssembly may be compiled, strings may not.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                      img-src 'self' blob: data:; object-src 'none'; base-uri 'none'; \
                      frame-ancestors 'none'; form-action 'self'";

/// Adds the headers of every answer.
pub(crate) async fn secure(mut response: Response<Body>) -> Response<Body> {
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    response
}

/// Serves a file of the portal; a path without one is a page of the single-page application.
pub(crate) async fn serve(State(app): State<Arc<App>>, request: Request) -> Response<Body> {
    let path = request.uri().path();
    let readable = matches!(*request.method(), Method::GET | Method::HEAD);
    let api = path == "/api" || path.starts_with("/api/");
    let Some(folder) = app.portal.as_deref().filter(|_| readable && !api) else {
        return Problem::new("host/notFound").into_response();
    };
    let Some(relative) = relative(path) else { return Problem::new("host/notFound").into_response() };
    // A procedure's code holds a dot, so an ending that is no file type belongs to a page's address.
    let page = media(&relative).is_none();
    let file = if page { folder.join("index.html") } else { folder.join(&relative) };
    // Built files carry a hash in their name below assets/; everything else is asked for again.
    let cache = if !page && relative.starts_with("assets") {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let read =
        tokio::task::spawn_blocking(move || std::fs::read(&file).map(|bytes| (media(&file), bytes))).await;
    let Ok(Ok((Some(media), bytes))) = read else { return Problem::new("host/notFound").into_response() };
    let mut response = Response::new(Body::from(bytes));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    response
}

/// The path below the folder: plain names only, nothing hidden, nothing upwards, nothing escaped.
fn relative(path: &str) -> Option<PathBuf> {
    if path.contains(['%', '\\', '\0']) {
        return None;
    }
    let relative = PathBuf::from(path.trim_start_matches('/'));
    let plain = |component: Component<'_>| match component {
        Component::Normal(name) => !name.to_string_lossy().starts_with('.'),
        _ => false,
    };
    relative.components().all(plain).then_some(relative)
}

fn media(path: &Path) -> Option<&'static str> {
    Some(match path.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_below_the_folder_are_served() {
        assert_eq!(relative("/assets/app.js"), Some(PathBuf::from("assets/app.js")));
        assert_eq!(relative("/sign-in/citizen"), Some(PathBuf::from("sign-in/citizen")));
        assert_eq!(relative("/"), Some(PathBuf::new()));
        assert!(relative("/dossiers/urn:uuid:0").is_some());
        for path in ["/../x.js", "/a/../../x", "/.git/config", "/a/.env", "/%2e%2e/x", "/a\\b"] {
            assert_eq!(relative(path), None, "{path}");
        }
    }

    #[test]
    fn wasm_has_its_own_type() {
        assert_eq!(media(Path::new("x/y.wasm")), Some("application/wasm"));
        assert_eq!(media(Path::new("dossiers/H29.01.15-261118-0001")), None);
    }
}
