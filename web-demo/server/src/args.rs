//! Command line.

use std::path::PathBuf;

use motcua::vn::date::DateTime;

/// Which routes this process serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Both, for the demonstration on one machine.
    All,
    /// Receives; holds no key that opens anything.
    Intake,
    /// Opens and settles.
    Desk,
}

impl Role {
    /// Whether the routes for citizens are served.
    pub const fn intake(self) -> bool {
        matches!(self, Self::All | Self::Intake)
    }

    /// Whether the routes for officers are served.
    pub const fn desk(self) -> bool {
        matches!(self, Self::All | Self::Desk)
    }
}

/// What the command line says.
#[derive(Clone, Debug)]
pub struct Args {
    /// Which routes to serve.
    pub role: Role,
    /// Data directory.
    pub data: PathBuf,
    /// Port on 127.0.0.1; 0 takes a free one.
    pub port: u16,
    /// Folder of the built portal, served as static files.
    pub portal: Option<PathBuf>,
    /// Make or renew keys, directory and pack, then stop.
    pub init: bool,
    /// Procedure documents to publish: the pack is signed anew with them, then stop.
    pub publish: Vec<PathBuf>,
    /// Moment at which the clock starts, for a rehearsal; seconds since 1970.
    pub clock: Option<i64>,
    /// Upper limit of the database in pages of 4 KiB.
    pub max_pages: Option<u32>,
    /// Where the routes of the other role are, when another process serves them.
    pub intake_url: Option<String>,
    /// The same for the desk.
    pub desk_url: Option<String>,
}

/// What `--help` prints.
pub const USAGE: &str = "\
motcua-server --data DIR [--role all|intake|desk] [--port N] [--portal DIR]
              [--intake-url URL] [--desk-url URL] [--max-pages N]
motcua-server --data DIR --init
motcua-server --data DIR --publish FILE [--publish FILE …]

  --data DIR        keys, directory, pack and database; made at the first start
  --role ROLE       all (default), intake (no decryption key) or desk
  --port N          port on 127.0.0.1 (default 8443; 0 takes a free one)
  --portal DIR      built portal to serve
  --intake-url URL  told to the portal when another process serves the intake
  --desk-url URL    the same for the desk
  --max-pages N     limit of the database in pages of 4 KiB
  --clock MOMENT    rehearse: start at this moment (RFC 3339) in place of now
  --init            make or renew keys, directory and pack, then stop; a key
                    whose file is gone is retired in the directory
  --publish FILE    add a procedure document to the pack, sign it anew, then
                    stop; a server reads the pack when it starts
";

/// Reads the arguments after the program's name.
///
/// # Errors
/// A sentence for the terminal.
pub fn parse(mut words: impl Iterator<Item = String>) -> Result<Args, String> {
    let mut data = None;
    let mut args = Args {
        role: Role::All,
        data: PathBuf::new(),
        port: 8443,
        portal: None,
        init: false,
        publish: Vec::new(),
        clock: None,
        max_pages: None,
        intake_url: None,
        desk_url: None,
    };
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or_else(|| format!("{word} needs a value\n\n{USAGE}"));
        match word.as_str() {
            "--role" => {
                args.role = match value()?.as_str() {
                    "all" => Role::All,
                    "intake" => Role::Intake,
                    "desk" => Role::Desk,
                    _ => return Err(format!("--role is all, intake or desk\n\n{USAGE}")),
                }
            }
            "--data" => data = Some(PathBuf::from(value()?)),
            "--port" => args.port = number(&value()?, "--port")?,
            "--portal" => args.portal = Some(PathBuf::from(value()?)),
            "--intake-url" => args.intake_url = Some(value()?),
            "--desk-url" => args.desk_url = Some(value()?),
            "--max-pages" => args.max_pages = Some(number(&value()?, "--max-pages")?),
            "--init" => args.init = true,
            "--publish" => args.publish.push(PathBuf::from(value()?)),
            "--clock" => args.clock = Some(moment(&value()?)?),
            "--help" | "-h" => return Err(USAGE.to_owned()),
            other => return Err(format!("unknown argument {other}\n\n{USAGE}")),
        }
    }
    args.data = data.ok_or_else(|| format!("--data is missing\n\n{USAGE}"))?;
    Ok(args)
}

fn moment(text: &str) -> Result<i64, String> {
    let moment = DateTime::parse(text).map(DateTime::unix);
    moment.ok_or_else(|| format!("--clock is a moment as in 2027-03-01T09:00:00+07:00\n\n{USAGE}"))
}

fn number<T: std::str::FromStr>(text: &str, name: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("{name} is not a number that fits\n\n{USAGE}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Result<Args, String> {
        parse(text.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn reads_all_arguments() {
        let args = words("--data /d --role desk --port 0 --portal /p --max-pages 90").unwrap();
        assert_eq!((args.role, args.port, args.max_pages, args.init), (Role::Desk, 0, Some(90), false));
        assert!(!args.role.intake() && args.role.desk());
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        for text in ["", "--data", "--data /d --role x", "--data /d --port 70000", "--data /d --clock 1"] {
            assert!(words(text).is_err(), "{text}");
        }
    }
}
