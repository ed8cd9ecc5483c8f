//! The key directory and the root that the user trusts.

use motcua::crypto::directory::Directory;
use motcua::crypto::jwk;
use motcua::json::Policy;
use motcua::types::jose::Jwk;

use crate::args::Call;
use crate::input;
use crate::outcome::Stop;

/// The public key in `--root`.
pub(crate) fn root(call: &Call) -> Result<Jwk, Stop> {
    let file = call.required("root")?;
    let value = input::json(file, &input::bytes(file)?, &Policy::PROFILE)?;
    jwk::from_value(&value).map_err(|error| Stop::refused(file, &error))
}

/// The directory in `--directory`, verified under `--root`.
pub(crate) fn directory(call: &Call, now: i64) -> Result<Directory, Stop> {
    let root = root(call)?;
    let file = call.required("directory")?;
    Directory::open(&input::bytes(file)?, &root, now, 0).map_err(|error| Stop::refused(file, &error))
}
