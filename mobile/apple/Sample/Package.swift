// swift-tools-version: 6.0
import PackageDescription

// The view model for an app in Xcode, over the package that `cargo xtask mobile` assembles.
let package = Package(
    name: "Sample",
    platforms: [.iOS(.v15)],
    products: [.library(name: "SampleModel", targets: ["SampleModel"])],
    dependencies: [.package(path: "../../../target/artefacts/MotCua")],
    targets: [.target(name: "SampleModel", dependencies: ["MotCua"])]
)
