// swift-tools-version: 6.0
import Foundation
import PackageDescription

// The test build of the library, beside the one that ships: only where it has been generated (cargo xtask test).
let tested = Context.environment["MOTCUA_CONFORM"] != nil

// What an app's privacy report is made from; there is none on Linux.
#if os(Linux)
    let (privacy, excluded): ([Resource], [String]) = ([], ["PrivacyInfo.xcprivacy"])
#else
    let (privacy, excluded): ([Resource], [String]) = ([.copy("PrivacyInfo.xcprivacy")], [])
#endif

// The framework lies here where `cargo xtask mobile` has assembled the package; elsewhere the library of this machine is
// linked, and there are tests.
let assembled = FileManager.default.fileExists(atPath: Context.packageDirectory + "/CMotCua.xcframework")
let core: Target =
    assembled ? .binaryTarget(name: "CMotCua", path: "CMotCua.xcframework") : .systemLibrary(name: "CMotCua")

// The view model of the sample app stands here so that it is tested.
let checks: [Target] =
    assembled
    ? []
    : [
        .target(name: "SampleModel", dependencies: ["MotCua"], path: "Sample/Sources/SampleModel"),
        .testTarget(
            name: "MotCuaTests",
            dependencies: ["MotCua", "SampleModel"] + (tested ? [.product(name: "MotCuaConform", package: "Conform")] : [])
        ),
    ]

let package = Package(
    name: "MotCua",
    platforms: [.iOS(.v15), .macOS(.v12)],
    products: [.library(name: "MotCua", targets: ["MotCua"])],
    dependencies: tested ? [.package(path: "Conform")] : [],
    targets: [
        core,
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
    ] + checks
)
