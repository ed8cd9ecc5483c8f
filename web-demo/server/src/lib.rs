//! Intake and desk of the demonstration portal, on the native core.
//!
//! Two roles that can run as two processes over one database: *intake* receives sealed packets and has no key that
//! opens anything; *desk* holds the unit's key, opens, checks again, and settles. See [`routes`] for every call and
//! [`keys`] for what lies where.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

pub mod accounts;
pub mod app;
pub mod args;
pub mod clock;
pub mod desk;
pub mod entropy;
mod files;
pub mod filing;
pub mod init;
pub mod intake;
pub mod keys;
pub mod limiter;
mod log;
mod login;
mod pages;
pub mod problem;
pub mod public;
mod publish;
pub mod routes;
pub mod session;
mod sources;
pub mod store;
pub mod web;

use std::io::Write;
use std::sync::Arc;

/// Starts the server as the arguments say and runs it until it is told to stop.
///
/// # Errors
/// A sentence for the terminal.
pub fn run(args: &args::Args) -> Result<(), String> {
    if let Some(moment) = args.clock {
        clock::start_at(moment);
    }
    let layout = keys::Layout::new(&args.data);
    if args.init {
        return init::run(&layout, &accounts::city()?, &accounts::accounts()?);
    }
    if !args.publish.is_empty() {
        return publish::run(&layout, &args.publish);
    }
    let app = Arc::new(app::App::start(args)?);
    let service = web::service(app, &routes::of(args.role));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| format!("runtime: {error}"))?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", args.port)).await;
        let listener = listener.map_err(|error| format!("port {}: {error}", args.port))?;
        let address = listener.local_addr().map_err(|error| error.to_string())?;
        // Whoever started it may not be listening; the service does not depend on it.
        let _ = announce(args, &format!("http://{address}"));
        let stopped = axum::serve(listener, service).with_graceful_shutdown(stop()).await;
        stopped.map_err(|error| error.to_string())
    })
}

/// Says where the server is, on standard output; everything after that goes to the log.
fn announce(args: &args::Args, url: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "Một Cửa (simulated sign-in, synthetic people): {url}")?;
    if let Some(moment) = args.clock {
        writeln!(out, "  rehearsal: the clock started at {}", app::rfc3339(moment))?;
    }
    if args.role.intake() {
        writeln!(out, "  citizens: {url}/sign-in/citizen")?;
    }
    if args.role.desk() {
        writeln!(out, "  officers: {url}/sign-in/officer")?;
    }
    out.flush()
}

async fn stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate());
        if let Ok(mut terminate) = terminate {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    // Without a handler for it, the default of the platform ends the process.
    let _ = interrupt.await;
}
