//! Every route on one page: who may call it, and how much it reads.

use axum::routing::MethodFilter;

use crate::args::Role;
use crate::filing::{self, CHUNK_LIMIT};
use crate::problem::Outcome;
use crate::store::Side;
use crate::web::{Access, Answer, Call, Route};
use crate::{desk, intake, public, session};

/// Largest small body.
const SMALL: usize = 16 << 10;
/// Largest packet.
const PACKET: usize = 8 << 20;

const fn route(
    method: MethodFilter,
    path: &'static str,
    access: Access,
    limit: usize,
    run: fn(&Call<'_>) -> Outcome<Answer>,
) -> Route {
    Route { method, path, access, limit, run }
}

const GET: MethodFilter = MethodFilter::GET;
const POST: MethodFilter = MethodFilter::POST;
const PUT: MethodFilter = MethodFilter::PUT;

const PUBLIC: &[Route] = &[
    route(GET, "/api/config", Access::Public, 0, public::config),
    route(GET, "/api/directory", Access::Public, 0, public::directory),
    route(GET, "/api/pack", Access::Public, 0, public::pack),
    route(POST, "/api/sign-in", Access::Public, SMALL, session::sign_in),
    route(POST, "/api/sign-out", Access::Public, SMALL, session::sign_out),
    route(GET, "/api/session", Access::SignedIn, 0, session::show),
];

const INTAKE: &[Route] = &[
    route(POST, "/api/enrolments", Access::Citizen, SMALL, intake::enrol),
    route(POST, "/api/enrolments/{kid}/revocation", Access::Citizen, SMALL, intake::revoke),
    route(POST, "/api/challenges", Access::Citizen, SMALL, intake::challenge),
    route(
        PUT,
        "/api/dossiers/{dossier}/attachments/{attachment}/{index}",
        Access::Citizen,
        CHUNK_LIMIT,
        |call| filing::put_chunk(call, Side::Intake),
    ),
    route(POST, "/api/submissions", Access::Citizen, PACKET, intake::submit),
    route(GET, "/api/dossiers", Access::Citizen, 0, intake::list),
    route(GET, "/api/dossiers/{dossier}", Access::Citizen, 0, intake::show),
];

const DESK: &[Route] = &[
    route(GET, "/api/desk/dossiers", Access::Officer, 0, desk::list),
    route(GET, "/api/desk/dossiers/{dossier}", Access::Officer, 0, desk::show),
    route(GET, "/api/desk/dossiers/{dossier}/attachments/{attachment}", Access::Officer, 0, desk::attachment),
    route(POST, "/api/desk/dossiers/{dossier}/actions", Access::Officer, SMALL, desk::act),
    route(POST, "/api/desk/dossiers/{dossier}/shredding", Access::Officer, SMALL, desk::shred),
    route(POST, "/api/desk/officers/{account}/revocation", Access::Officer, SMALL, desk::revoke),
    route(POST, "/api/desk/challenges", Access::Officer, SMALL, desk::challenge),
    route(
        PUT,
        "/api/desk/dossiers/{dossier}/attachments/{attachment}/{index}",
        Access::Officer,
        CHUNK_LIMIT,
        |call| filing::put_chunk(call, Side::Desk),
    ),
    route(POST, "/api/desk/submissions", Access::Officer, PACKET, desk::submit),
];

/// The routes of a role.
pub fn of(role: Role) -> Vec<Route> {
    let mut routes = PUBLIC.to_vec();
    if role.intake() {
        routes.extend_from_slice(INTAKE);
    }
    if role.desk() {
        routes.extend_from_slice(DESK);
    }
    routes
}
