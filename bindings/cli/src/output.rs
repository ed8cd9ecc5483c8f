//! Where results go. A file is never half written: everything goes to a new file beside it, which takes its name when it
//! is complete and on the disk. A process that is killed leaves the old file as it was, and at most a `.part` file.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::args::Call;
use crate::outcome::Stop;

/// Who may read a new file.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Readers {
    /// Whoever the umask lets.
    Anybody,
    /// The owner alone: private keys, and data of people.
    Owner,
}

/// What becomes of a file that is there already.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Existing {
    /// It is replaced.
    Replace,
    /// It stays, and that is an error: a key that is lost is lost.
    Keep,
}

/// A file that takes its name when it is complete.
pub(crate) struct Draft {
    file: BufWriter<File>,
    part: PathBuf,
    name: PathBuf,
    existing: Existing,
    done: bool,
}

impl Draft {
    /// Begins a file in the folder of `name`.
    pub(crate) fn begin(name: &str, readers: Readers, existing: Existing) -> Result<Self, Stop> {
        let path = PathBuf::from(name);
        let file_name =
            path.file_name().ok_or_else(|| unwritable(name, &io::ErrorKind::InvalidInput.into()))?;
        if existing == Existing::Keep && path.symlink_metadata().is_ok() {
            return Err(exists(name));
        }
        for attempt in 0..u32::MAX {
            let label = format!(".{}.{}-{attempt}.part", file_name.to_string_lossy(), std::process::id());
            let part = path.with_file_name(label);
            match create(&part, readers) {
                Ok(file) => {
                    return Ok(Self { file: BufWriter::new(file), part, name: path, existing, done: false });
                }
                // Left by a process of the same number that was killed.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(unwritable(name, &error)),
            }
        }
        Err(unwritable(name, &io::ErrorKind::AlreadyExists.into()))
    }

    /// Gives the file its name.
    pub(crate) fn commit(mut self) -> Result<(), Stop> {
        let name = self.name.display().to_string();
        self.finish().map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => exists(&name),
            _ => unwritable(&name, &error),
        })
    }

    fn finish(&mut self) -> io::Result<()> {
        self.file.flush()?;
        self.file.get_ref().sync_all()?;
        match self.existing {
            Existing::Replace => {
                fs::rename(&self.part, &self.name)?;
                self.done = true;
            }
            // A second name for the same file fails where the name is taken, also by another process at this moment.
            Existing::Keep => match fs::hard_link(&self.part, &self.name) {
                // Some file systems give a file one name only: there the name is reserved first.
                Err(error)
                    if matches!(
                        error.kind(),
                        io::ErrorKind::Unsupported | io::ErrorKind::PermissionDenied
                    ) =>
                {
                    OpenOptions::new().write(true).create_new(true).open(&self.name)?;
                    fs::rename(&self.part, &self.name)?;
                    self.done = true;
                }
                linked => linked?,
            },
        }
        // The name itself must survive a power cut. Some systems cannot sync a folder; the file is complete anyhow.
        if let Ok(folder) = File::open(folder_of(&self.name)) {
            let _ = folder.sync_all();
        }
        Ok(())
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.done {
            let _ = fs::remove_file(&self.part);
        }
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

fn create(path: &Path, readers: Readers) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(if readers == Readers::Owner { 0o600 } else { 0o666 });
    }
    #[cfg(not(unix))]
    let _ = readers;
    options.open(path)
}

/// Writes a whole file.
pub(crate) fn file(name: &str, bytes: &[u8], readers: Readers, existing: Existing) -> Result<(), Stop> {
    let mut draft = Draft::begin(name, readers, existing)?;
    draft.write_all(bytes).map_err(|error| unwritable(name, &error))?;
    draft.commit()
}

/// Whether `--force` lets a key be overwritten.
pub(crate) fn existing(call: &Call) -> Existing {
    if call.flag("force") { Existing::Replace } else { Existing::Keep }
}

/// A file that cannot be written.
pub(crate) fn unwritable(name: &str, error: &io::Error) -> Stop {
    Stop::usage(format!("Không ghi được {name}: {error}."), format!("{name} cannot be written: {error}."))
}

fn exists(name: &str) -> Stop {
    Stop::usage(
        format!("{name} đã có; dùng --force để ghi đè."),
        format!("{name} exists; --force overwrites it."),
    )
}
