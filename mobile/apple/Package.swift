// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "MotCua",
    platforms: [.iOS(.v15), .macOS(.v12)],
    products: [.library(name: "MotCua", targets: ["MotCua"])],
    targets: [
        .systemLibrary(name: "CMotCua"),
        // Generated. Swift 5 mode, because the generator's code is written for it.
        .target(
            name: "MotCuaFFI",
            dependencies: ["CMotCua"],
            swiftSettings: [.swiftLanguageMode(.v5)]
        ),
        .target(name: "MotCua", dependencies: ["MotCuaFFI"]),
        .testTarget(name: "MotCuaTests", dependencies: ["MotCua"]),
    ]
)
