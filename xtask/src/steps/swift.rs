//! The Swift facade on Linux: compiled with Debian's Swift, tested against the library that ships, compared.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::bindings::{CODES, Pair, Scene, copy, copy_dir, generate, pair, parity};
use super::node::scratch;
use crate::build::Workshop;
use crate::proc::Cmd;
use crate::table::{Outcome, StepResult};
use crate::{files, setup};

/// The package.
const PACKAGE: &str = "mobile/apple";

/// The first release of Debian with Swift. An older one gets it as a tree below `target`.
const SUITE: &str = "trixie";

/// The compiler, and what it needs to link and to resolve packages.
const PACKAGES: &[&str] =
    &["swiftlang", "libc6-dev", "libstdc++-14-dev", "libncurses-dev", "git", "ca-certificates"];

/// Frameworks of Apple that the sample app names, declared by hand, those that others import first.
const STUBS: &str = "tests/stubs/apple";
const FRAMEWORKS: &[&str] = &["Security", "LocalAuthentication", "CryptoKit", "SwiftUI"];

/// Where the work lies inside of such a tree.
const INSIDE: &str = "/motcua";

/// The step.
pub(crate) fn run(workshop: &mut Workshop) -> StepResult {
    let swift = match toolchain()? {
        Ok(swift) => swift,
        Err(reason) => return Ok(Outcome::Skipped(reason)),
    };
    let outside = swift.outside()?;
    let package = outside.join("package");
    let Pair { shipped, test } = pair(&outside.join("lib"))?;
    copy_dir(&files::root().join(PACKAGE), &package)?;
    copy_dir(&files::root().join("core/forms/procedures"), &outside.join("procedures"))?;
    for forms in ["cases/forms/birth", "cases/forms/marriage"] {
        copy_dir(&files::root().join("tests").join(forms), &outside.join(forms))?;
    }
    copy(&files::root().join(CODES), &outside.join("codes.txt"))?;
    let generated = outside.join("generated");
    generate("swift", &shipped, "generate.toml", &generated)?;
    generate("swift", &test, "generate-conform.toml", &generated)?;
    place(&generated, &package.join("Sources"), "MotCuaFFI", "CMotCua")?;
    place(&generated, &package.join("Conform/Sources"), "MotCuaConform", "CMotCuaConform")?;

    println!("   compiling the package and its tests");
    let inside = swift.inside(&outside);
    let (lib, procedures) = (format!("{inside}/lib"), format!("{inside}/procedures"));
    let env = format!(
        "export HOME={inside} LD_LIBRARY_PATH={lib} MOTCUA_PROCEDURES={procedures} MOTCUA_CASES={inside}/cases MOTCUA_CODES={inside}/codes.txt MOTCUA_CONFORM=1"
    );
    let flags = format!("--disable-sandbox -Xlinker -L{lib}");
    let inside = format!("{inside}/package");
    let log = setup::log("swift-build");
    // Compiled first and quietly, so that the tests alone speak.
    swift.sh(&format!("{env} && cd {inside} && swift build --build-tests {flags}")).quiet(&log)?;
    swift.sh(&format!("{env} && cd {inside} && swift test --skip-build {flags}")).run()?;
    swift.sh(&format!("{env} && cd {inside}/Conform && swift build {flags}")).quiet(&log)?;
    // Another package that uses this one, as an integrator's does.
    swift.sh(&format!("{env} && cd {inside}/Program && swift build {flags}")).quiet(&log)?;
    manifest(&swift, &outside)?;
    copy_dir(&files::root().join(STUBS), &outside.join("stubs"))?;
    swift.sh(&app(&inside)).quiet(&log)?;
    println!("   BUILT, NOT RUN: Secure Enclave signer and SwiftUI app, against {STUBS}; no Xcode here");
    let scene = Scene::make()?;
    let files = outside.join("scene");
    copy_dir(&scene.folder, &files)?;
    let there = inside.trim_end_matches("/package");
    let run =
        format!("{env} && exec {inside}/Program/.build/debug/program {there}/scene {there}/packet.json");
    scene.hold("swift", &swift.sh(&run).output()?)?;
    copy(&outside.join("packet.json"), &scene.packet("swift"))?;
    scene.check()?;
    let conform = format!("{env} && exec {inside}/Conform/.build/debug/conform");
    Ok(Outcome::Ok(parity(workshop, "swift", &swift.argv(&conform))?))
}

/// The manifest beside a framework, as `cargo xtask mobile` assembles the package: it takes that one.
fn manifest(swift: &Swift, outside: &Path) -> Result<(), String> {
    let framework = "CMotCua.xcframework";
    let assembled = outside.join("assembled");
    files::make_dir(&assembled.join(framework))?;
    copy(&files::root().join(PACKAGE).join("Package.swift"), &assembled.join("Package.swift"))?;
    let inside = swift.inside(outside);
    let read = format!(
        "export HOME={inside}; cd {inside}/assembled && swift package --disable-sandbox dump-package"
    );
    if swift.sh(&read).output()?.contains(framework) {
        return Ok(());
    }
    Err(format!("{PACKAGE}/Package.swift does not take the framework that lies beside it"))
}

/// Programs of a package of ours that uses the SDK, compiled as for a release.
pub(crate) struct Programs {
    swift: Swift,
    inside: String,
}

impl Programs {
    /// What runs one of them, beside its data.
    pub(crate) fn argv(&self, call: &str) -> Vec<String> {
        let inside = &self.inside;
        let run = format!("cd {inside} && LD_LIBRARY_PATH={inside}/lib exec program/.build/release/{call}");
        self.swift.argv(&run)
    }
}

/// Compiles the package in `sources` over a library; none without Swift.
pub(crate) fn swift_program(
    library: &Path,
    sources: &Path,
    data: &[&Path],
) -> Result<Option<Programs>, String> {
    let swift = match toolchain()? {
        Ok(swift) => swift,
        Err(reason) => {
            println!("   {reason}");
            return Ok(None);
        }
    };
    let outside = swift.outside()?;
    let package = outside.join("package");
    for file in data.iter().chain([&library]) {
        let folder = if file == &library { files::make(&outside.join("lib"))? } else { outside.clone() };
        copy(file, &folder.join(file.file_name().unwrap_or_default()))?;
    }
    copy_dir(&files::root().join(PACKAGE), &package)?;
    copy_dir(sources, &outside.join("program"))?;
    let generated = outside.join("generated");
    generate("swift", library, "generate.toml", &generated)?;
    place(&generated, &package.join("Sources"), "MotCuaFFI", "CMotCua")?;
    let inside = swift.inside(&outside);
    let build = format!(
        "export HOME={inside} LD_LIBRARY_PATH={inside}/lib && cd {inside}/program && swift build -c release --disable-sandbox -Xlinker -L{inside}/lib"
    );
    swift.sh(&build).quiet(&setup::log("swift-program"))?;
    Ok(Some(Programs { swift, inside }))
}

/// A script that compiles the sample app: signer for the Secure Enclave, screen and app, which need a device to run.
fn app(package: &str) -> String {
    let compile = "swiftc -swift-version 6 -parse-as-library -I modules";
    let mut script = format!("set -e; cd {package}/../stubs; mkdir modules");
    for name in FRAMEWORKS {
        let emit = format!("-emit-module -emit-module-path modules/{name}.swiftmodule");
        script.push_str(&format!("; {compile} -module-name {name} {emit} {name}/*.swift"));
    }
    let built = format!(
        "-I {package}/.build/debug/Modules -Xcc -fmodule-map-file={package}/Sources/CMotCua/module.modulemap"
    );
    script.push_str(&format!(
        "; {compile} -wmo -c -module-name SampleApp -o app.o {built} {package}/Sample/App/*.swift"
    ));
    script
}

/// Where Swift is.
enum Swift {
    /// On this system.
    Here,
    /// In a tree of a later Debian.
    Tree(PathBuf),
}

impl Swift {
    /// Folder for the work, empty, as we see it.
    fn outside(&self) -> Result<PathBuf, String> {
        match self {
            Self::Here => scratch("swift"),
            Self::Tree(root) => files::empty_dir(&root.join(INSIDE.trim_start_matches('/'))),
        }
    }

    /// The same folder as Swift sees it.
    fn inside(&self, outside: &Path) -> String {
        match self {
            Self::Here => outside.display().to_string(),
            Self::Tree(_) => INSIDE.to_owned(),
        }
    }

    /// What runs a shell script beside Swift.
    fn argv(&self, script: &str) -> Vec<String> {
        match self {
            Self::Here => ["sh", "-c", script].map(str::to_owned).to_vec(),
            Self::Tree(root) => within(root, script),
        }
    }

    fn sh(&self, script: &str) -> Cmd {
        command(&self.argv(script)).limit(Duration::from_secs(900))
    }
}

/// What runs a shell script in a tree. The mount lives in a name space of its own and goes with the script, so that
/// nothing is ever left mounted below a folder that somebody will delete.
fn within(root: &Path, script: &str) -> Vec<String> {
    let enter = r#"mount -t proc proc "$1/proc" && exec chroot "$1" sh -c "$2""#;
    let root = root.display().to_string();
    ["unshare", "--mount", "--propagation", "private", "sh", "-c", enter, "-", &root, script]
        .map(str::to_owned)
        .to_vec()
}

fn command(argv: &[String]) -> Cmd {
    let (program, rest) =
        argv.split_first().map_or(("true", [].as_slice()), |(first, rest)| (first.as_str(), rest));
    Cmd::new(program).args(rest)
}

/// Finds Swift or installs it; the inner error says why there is none.
fn toolchain() -> Result<Result<Swift, String>, String> {
    if !cfg!(target_os = "linux") {
        return Ok(Err("this step runs on Linux; with Xcode, open the package itself".to_owned()));
    }
    if setup::which("swift").is_some() {
        return Ok(Ok(Swift::Here));
    }
    if !setup::may_install() {
        return Ok(Err("no swift; it is installed only on Debian as root".to_owned()));
    }
    let offered = Cmd::new("apt-cache").args(["pkgnames", "swiftlang"]).output()?;
    let offered = offered.lines().any(|name| name == "swiftlang");
    if offered && setup::debian_packages(PACKAGES)? && setup::which("swift").is_some() {
        return Ok(Ok(Swift::Here));
    }
    tree().map(|root| Ok(Swift::Tree(root)))
}

/// A tree of a later Debian with Swift in it, made once: some 3 GB.
fn tree() -> Result<PathBuf, String> {
    let home = files::target().join("tools/swift");
    let (root, stamp) = (home.join("root"), home.join("ready"));
    let wanted = format!("{SUITE} {}\n", PACKAGES.join(" "));
    if files::read(&stamp).is_ok_and(|ready| ready == wanted) {
        return Ok(root);
    }
    if setup::which("debootstrap").is_none() {
        setup::debian_packages(&["debootstrap"])?;
    }
    println!("   installing Debian's Swift below {}: about 3 GB and some minutes, once", files::short(&home));
    files::remove_dir(&home)?;
    files::make_dir(&home)?;
    Cmd::new("debootstrap")
        .args(["--variant=minbase", SUITE])
        .arg(&root)
        .arg(mirror()?)
        .quiet(&setup::log("debootstrap"))?;
    // Debian wrote its own names into the tree; it must find the mirror as this system does.
    copy(Path::new("/etc/resolv.conf"), &root.join("etc/resolv.conf"))?;
    let install = format!(
        "export DEBIAN_FRONTEND=noninteractive && apt-get update -qq && apt-get install -y -qq --no-install-recommends {} && apt-get clean",
        PACKAGES.join(" ")
    );
    command(&within(&root, &install)).quiet(&setup::log("swift-apt"))?;
    files::write(&stamp, wanted.as_bytes())?;
    Ok(root)
}

/// The mirror of Debian that this system uses.
fn mirror() -> Result<String, String> {
    let format = "$(LABEL)|$(REPO_URI)";
    let list =
        Cmd::new("apt-get").args(["indextargets", "--format", format, "Created-By: Packages"]).output()?;
    let found = list.lines().find_map(|line| line.strip_prefix("Debian|")).map(str::to_owned);
    found.ok_or_else(|| "apt knows no mirror of Debian".to_owned())
}

/// Puts the generator's files where the package looks for them. The module map is ours: the generator's is for Apple.
fn place(generated: &Path, sources: &Path, module: &str, c_module: &str) -> Result<(), String> {
    let (swift, header) = (format!("{module}.swift"), format!("{c_module}.h"));
    let target = sources.join(module);
    files::make_dir(&target)?;
    copy(&generated.join(&swift), &target.join(&swift))?;
    copy(&generated.join(&header), &sources.join(c_module).join(&header))
}
