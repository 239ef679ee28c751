// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")

let package = Package(
    name: "Cine",
    products: [
        .executable(name: "cine", targets: ["cine"]),
        .library(name: "Cine", targets: ["Tensors"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
    ],
    targets: [
        .target(name: "Tensors", swiftSettings: strict),
        .target(name: "Evaluation", swiftSettings: strict),
        .testTarget(name: "TensorsTests", dependencies: ["Tensors"], swiftSettings: strict),
        .target(name: "RunFolders", dependencies: [system], swiftSettings: strict),
        .testTarget(name: "RunFoldersTests", dependencies: ["RunFolders", system], swiftSettings: strict),
        .target(name: "Cohorts", dependencies: ["Imaging", "RunFolders", "Tensors", system], swiftSettings: strict),
        .testTarget(name: "CohortsTests", dependencies: ["Cohorts", "Imaging", system], swiftSettings: strict),
        .target(name: "Pipelines", dependencies: ["Tensors", "Yams"], swiftSettings: strict),
        .testTarget(name: "PipelinesTests", dependencies: ["Pipelines"], swiftSettings: strict),
        .testTarget(name: "EvaluationTests", dependencies: ["Evaluation", "Tensors"], exclude: ["Fixtures"], swiftSettings: strict),
        .target(name: "Preparation", dependencies: ["Imaging", "Tensors"], swiftSettings: strict),
        .systemLibrary(name: "CDNNL", providers: [.apt(["libdnnl-dev"])]),
        .target(name: "CVectorKernels"),
        .target(name: "Kernels", dependencies: ["CDNNL", "CVectorKernels", "Tensors"], swiftSettings: strict),
        .target(name: "Networks", dependencies: ["Kernels", "Tensors"], swiftSettings: strict),
        .testTarget(name: "NetworksTests", dependencies: ["Networks"], resources: [.copy("Fixtures")], swiftSettings: strict),
        .target(name: "Training", dependencies: ["Cohorts", "Evaluation", "Imaging", "Networks", "Preparation", "RunFolders", "Tensors", system], swiftSettings: strict),
        .testTarget(name: "TrainingTests", dependencies: ["Training", "Imaging", system], exclude: ["Fixtures"], swiftSettings: strict),
        .testTarget(name: "PreparationTests", dependencies: ["Imaging", "Preparation", "Tensors", system], resources: [.copy("Fixtures")], swiftSettings: strict),
        .target(name: "CPNG", linkerSettings: [.linkedLibrary("png"), .linkedLibrary("z")]),
        .target(name: "CJPEG", linkerSettings: [.linkedLibrary("jpeg")]),
        .target(name: "CNIfTI", cSettings: [.headerSearchPath(".")], linkerSettings: [.linkedLibrary("nifti2"), .linkedLibrary("z")]),
        .target(name: "Imaging", dependencies: ["CPNG", "CJPEG", "CNIfTI", "Tensors", system], swiftSettings: strict),
        .testTarget(name: "ImagingTests", dependencies: ["Imaging", "Tensors", system], resources: [.copy("Fixtures")], swiftSettings: strict),
        .executableTarget(
            name: "cine",
            dependencies: ["Tensors", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            swiftSettings: strict),
    ]
)
