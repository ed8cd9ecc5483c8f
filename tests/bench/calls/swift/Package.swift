// swift-tools-version: 6.0
import PackageDescription

// Lies beside a copy of the SDK's package, which `cargo xtask bench --only calls` makes.
let package = Package(
    name: "Calls",
    platforms: [.macOS(.v12)],
    dependencies: [.package(name: "MotCua", path: "../package")],
    targets: [
        .executableTarget(
            name: "calls",
            dependencies: [.product(name: "MotCua", package: "MotCua")],
            swiftSettings: [.swiftLanguageMode(.v5)]
        ),
        .executableTarget(name: "empty"),
    ]
)
