// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")

let package = Package(
    name: "Cine",
    products: [
        .executable(name: "cine", targets: ["cine"]),
        .library(name: "Cine", targets: ["Pipelines", "Phantoms"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // C libraries as Swift modules
        .target(name: "CPNG", linkerSettings: [.linkedLibrary("png"), .linkedLibrary("z")]),
        .target(name: "CJPEG", linkerSettings: [.linkedLibrary("jpeg")]),
        .target(
            name: "CNIfTI", cSettings: [.headerSearchPath(".")],
            linkerSettings: [.linkedLibrary("nifti2"), .linkedLibrary("z")]),
        .systemLibrary(name: "CDNNL", providers: [.apt(["libdnnl-dev"])]),
        .target(name: "CVectorKernels"),

        // the way of a scan, each module above those it depends on
        .module("Tensors"),
        .module("Names"),
        .module("RunFolders", [system]),
        .module("Evaluation"),
        .module("Designs", ["Tensors"]),
        .module("Imaging", ["CPNG", "CJPEG", "CNIfTI", "Tensors", system]),
        .module("Cohorts", ["Imaging", "Names", "RunFolders", "Tensors", system]),
        .module("Phantoms", ["Imaging", "RunFolders", "Tensors", system]),
        .module("Preparation", ["Imaging", "Tensors"]),
        .module("Audits", ["Cohorts", "Preparation", "RunFolders", "Tensors", system]),
        .module(
            "Kernels", ["CDNNL", "CVectorKernels", "Tensors"], resources: [.embedInCode("algorithms.txt")]),
        .module("Networks", ["Kernels", "Names", "Tensors"]),
        .module(
            "Training",
            ["Cohorts", "Evaluation", "Imaging", "Networks", "Preparation", "RunFolders", "Tensors", system]),
        .module(
            "Studies",
            [
                "Cohorts", "Evaluation", "Imaging", "Networks", "Preparation", "RunFolders", "Tensors", "Training",
                system,
            ]),
        .module("Saliency", ["Imaging", "Names", "Networks", "Preparation", "Tensors"]),
        .module("Trust", ["Imaging", "Networks", "Saliency", "Tensors", "Training"]),
        .module(
            "Reports", ["Cohorts", "Evaluation", "Imaging", "RunFolders", "Tensors", "Yams", system],
            resources: [.embedInCode("HTML/Assets")]),
        .module(
            "Pipelines",
            [
                "Audits", "Cohorts", "Designs", "Evaluation", "Imaging", "Kernels", "Names", "Networks", "Preparation",
                "Reports", "RunFolders", "Saliency", "Studies", "Tensors", "Training", "Trust", "Yams", system,
            ],
            resources: [.embedInCode("Encoders")]),
        .executableTarget(
            name: "cine",
            dependencies: [
                "Audits", "Cohorts", "Evaluation", "Imaging", "Kernels", "Networks", "Phantoms", "Pipelines",
                "Preparation",
                "Reports",
                "RunFolders", "Saliency", "Studies", "Tensors", "Training", argumentParser, system,
            ],
            swiftSettings: strict),

        // what the tests of several modules need
        .target(name: "TestFolders", dependencies: [system], path: "Tests/TestFolders", swiftSettings: strict),
        .tests(of: "Tensors"),
        .tests(of: "Names"),
        .tests(of: "RunFolders", [system]),
        .tests(of: "Designs", ["Tensors"]),
        .tests(of: "Evaluation", ["Tensors"], fixtures: true),
        .tests(of: "Imaging", ["Tensors", system], fixtures: true),
        .tests(of: "Cohorts", ["Imaging", "RunFolders", system]),
        .tests(of: "Phantoms", ["Imaging", "Tensors", system], fixtures: true),
        .tests(of: "Preparation", ["Imaging", "Tensors", system], fixtures: true),
        .tests(of: "Audits", ["Cohorts", "Imaging", "Phantoms", "Preparation", "Tensors", system]),
        .tests(of: "Networks", ["Kernels", "Tensors"], fixtures: true),
        .tests(
            of: "Training",
            ["Cohorts", "Evaluation", "Imaging", "Networks", "Preparation", "RunFolders", "Tensors", system],
            fixtures: true),
        .tests(of: "Studies", ["Cohorts", "Evaluation", "RunFolders", "Training", system]),
        .tests(of: "Reports", ["Imaging", "RunFolders", "Tensors", system], fixtures: true),
        .tests(of: "Trust", ["Networks", "Preparation", "Saliency", "Tensors", "Training"]),
        .tests(of: "Saliency", ["Imaging", "Networks", "Preparation", "Tensors"], fixtures: true),
        .tests(
            of: "Pipelines",
            [
                "Cohorts", "Evaluation", "Imaging", "Networks", "Preparation", "RunFolders", "Studies", "Tensors",
                "Training", system,
            ],
            fixtures: true),
        .testTarget(name: "CVectorKernelsTests", dependencies: ["CVectorKernels", "Tensors"], swiftSettings: strict),
        .testTarget(name: "CineTests", dependencies: ["cine", "TestFolders"], swiftSettings: strict),
    ]
)

extension Target {
    /// A module of the library.
    static func module(_ name: String, _ dependencies: [Dependency] = [], resources: [Resource] = []) -> Target {
        .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
    }

    /// A module's tests; their reference values may stand in `Fixtures`, with the scripts that made them.
    static func tests(of module: String, _ more: [Dependency] = [], fixtures: Bool = false) -> Target {
        .testTarget(
            name: "\(module)Tests", dependencies: [.byName(name: module), "TestFolders"] + more,
            resources: fixtures ? [.copy("Fixtures")] : [], swiftSettings: strict)
    }
}
