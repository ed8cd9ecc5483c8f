// swift-tools-version: 6.0
import PackageDescription

// The conformance entry on Swift: only in test builds, and in a package of its own.
let package = Package(
    name: "Conform",
    products: [.library(name: "MotCuaConform", targets: ["MotCuaConform"])],
    targets: [
        .systemLibrary(name: "CMotCuaConform"),
        .target(
            name: "MotCuaConform",
            dependencies: ["CMotCuaConform"],
            swiftSettings: [.swiftLanguageMode(.v5)]
        ),
        .executableTarget(name: "conform", dependencies: ["MotCuaConform"]),
    ]
)
