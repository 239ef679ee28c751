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
        .testTarget(name: "TensorsTests", dependencies: ["Tensors"], swiftSettings: strict),
        .systemLibrary(name: "CDNNL", providers: [.apt(["libdnnl-dev"])]),
        .target(name: "CVectorKernels"),
        .testTarget(name: "CVectorKernelsTests", dependencies: ["CVectorKernels", "Tensors"], swiftSettings: strict),
        .target(name: "Kernels", dependencies: ["CDNNL", "CVectorKernels", "Tensors"], swiftSettings: strict),
        .target(name: "Networks", dependencies: ["Kernels", "Tensors"], swiftSettings: strict),
        .testTarget(name: "NetworksTests", dependencies: ["Networks"], resources: [.copy("Fixtures")], swiftSettings: strict),
        .executableTarget(
            name: "cine",
            dependencies: ["Tensors", "Networks", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            swiftSettings: strict),
    ]
)
