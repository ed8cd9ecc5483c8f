// swift-tools-version: 6.0
import PackageDescription

// The test build of the library, beside the one that ships: only where it has been generated (cargo xtask test).
let tested = Context.environment["MOTCUA_CONFORM"] != nil

// What an app's privacy report is made from; there is none on Linux.
#if os(Linux)
    let (privacy, excluded): ([Resource], [String]) = ([], ["PrivacyInfo.xcprivacy"])
#else
    let (privacy, excluded): ([Resource], [String]) = ([.copy("PrivacyInfo.xcprivacy")], [])
#endif

let package = Package(
    name: "MotCua",
    platforms: [.iOS(.v15), .macOS(.v12)],
    products: [.library(name: "MotCua", targets: ["MotCua"])],
    dependencies: tested ? [.package(path: "Conform")] : [],
    targets: [
        .systemLibrary(name: "CMotCua"),
        // Generated. Swift 5 mode, because the generator's code is written for it.
        .target(
            name: "MotCuaFFI",
            dependencies: ["CMotCua"],
            swiftSettings: [.swiftLanguageMode(.v5)]
        ),
        .target(
            name: "MotCua",
            dependencies: ["MotCuaFFI"],
            exclude: excluded,
            resources: privacy
        ),
        // The view model of the sample app, here so that it is tested.
        .target(name: "SampleModel", dependencies: ["MotCua"], path: "Sample/Sources/SampleModel"),
        .testTarget(
            name: "MotCuaTests",
            dependencies: ["MotCua", "SampleModel"] + (tested ? [.product(name: "MotCuaConform", package: "Conform")] : [])
        ),
    ]
)
