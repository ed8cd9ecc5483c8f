// swift-tools-version: 6.0
import PackageDescription

// Another package that uses the SDK, as an integrator's would.
let package = Package(
    name: "Program",
    platforms: [.macOS(.v12)],
    dependencies: [.package(name: "MotCua", path: "..")],
    targets: [.executableTarget(name: "program", dependencies: [.product(name: "MotCua", package: "MotCua")])]
)
