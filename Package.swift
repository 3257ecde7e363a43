// swift-tools-version: 6.1
import PackageDescription

/// What each module may name, besides the modules below those named (ARCHITECTURE.md draws it;
/// `ArchitectureTests` reads the imports and holds this manifest against them).
let package = Package(
  name: "stonne",
  products: [
    .executable(name: "stonne", targets: ["stonne"]),
    .library(
      name: "Parsers",
      targets: [
        "StonneFlags", "Sweeps", "Reports", "ModelRunner", "ModelPreparation", "ModelGraph", "OnnxFormat",
        "TensorFiles", "Hardware", "Workload", "SettingsFiles",
      ]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // System libraries and C
    .systemLibrary(
      name: "CProtobufC", pkgConfig: "libprotobuf-c", providers: [.apt(["libprotobuf-c-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .target(name: "CToml", cxxSettings: [.define("TOML_EXCEPTIONS", to: "0")]),
    .target(name: "COnnxProto", dependencies: ["CProtobufC"], exclude: ["onnx.proto"]),
    .target(name: "CKernels"),
    .target(name: "CDatapath"),

    // Data
    .target(name: "Diagnostics"),
    .target(name: "Tensors", dependencies: ["Diagnostics"]),
    .target(name: "TensorFiles", dependencies: ["Tensors", "CZlib"]),
    .target(name: "SettingsFiles", dependencies: ["Diagnostics", "CToml"]),

    // Networks and their reference execution
    .target(name: "OnnxFormat", dependencies: ["TensorFiles", "COnnxProto"]),
    .target(name: "ModelGraph", dependencies: ["OnnxFormat"]),
    .target(name: "ReferenceOperators", dependencies: ["ModelGraph", "CKernels"]),
    .target(name: "ModelPreparation", dependencies: ["ReferenceOperators"]),

    // Accelerators and their simulation
    .target(name: "Workload", dependencies: ["SettingsFiles"]),
    .target(name: "Hardware", dependencies: ["Workload", "SettingsFiles"]),
    .target(name: "Sparsity", dependencies: ["Tensors"]),
    .target(
      name: "CycleSimulator", dependencies: ["Hardware", "Workload", "Sparsity", "Tensors", "CDatapath"]),
    .target(name: "Mapping", dependencies: ["CycleSimulator"]),
    .target(name: "StonneFlags", dependencies: ["CycleSimulator"]),

    // Networks on accelerators
    .target(name: "Lowering", dependencies: ["ModelPreparation", "Mapping", "Sparsity"]),
    .target(
      name: "ModelRunner",
      dependencies: ["Lowering", "ModelPreparation"]),
    .target(name: "Reports", dependencies: ["ModelRunner"]),
    .target(name: "Validation", dependencies: ["ModelRunner", "Reports"]),
    .target(name: "Sweeps", dependencies: ["ModelRunner", "Reports", "CSQLite"]),
    .executableTarget(
      name: "stonne",
      dependencies: [
        "Reports", "Sweeps", "Validation", "ModelRunner", "StonneFlags",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // Tests mirror Sources
    .target(name: "TestSupport", dependencies: ["CycleSimulator", "Tensors"], path: "Tests/TestSupport"),
    .executableTarget(
      name: "differential", dependencies: ["CycleSimulator", "TestSupport"], path: "Tests/Differential"),
    .testTarget(name: "ArchitectureTests", dependencies: ["TestSupport"]),
    .testTarget(name: "TensorsTests", dependencies: ["Tensors", "TestSupport"]),
    .testTarget(
      name: "TensorFilesTests", dependencies: ["TensorFiles", "TestSupport"],
      exclude: ["make_fixtures.py"], resources: [.copy("Fixtures")]),
    .testTarget(name: "SettingsFilesTests", dependencies: ["SettingsFiles", "TestSupport"]),
    .testTarget(name: "OnnxFormatTests", dependencies: ["OnnxFormat", "TestSupport"]),
    .testTarget(name: "ModelGraphTests", dependencies: ["ModelGraph", "TestSupport"]),
    .testTarget(name: "ReferenceOperatorsTests", dependencies: ["ReferenceOperators", "TestSupport"]),
    .testTarget(name: "ModelPreparationTests", dependencies: ["ModelPreparation", "TestSupport"]),
    .testTarget(name: "WorkloadTests", dependencies: ["Workload", "TestSupport"]),
    .testTarget(
      name: "HardwareTests", dependencies: ["Hardware", "TestSupport"], resources: [.copy("Fixtures")]),
    .testTarget(name: "SparsityTests", dependencies: ["Sparsity", "TestSupport"]),
    .testTarget(name: "CycleSimulatorTests", dependencies: ["CycleSimulator", "TestSupport"]),
    .testTarget(
      name: "MappingTests", dependencies: ["Mapping", "Tensors", "TestSupport"], resources: [.copy("Fixtures")]),
    .testTarget(name: "LoweringTests", dependencies: ["Lowering", "TestSupport"]),
    .testTarget(name: "ModelRunnerTests", dependencies: ["ModelRunner", "TestSupport"]),
    .testTarget(name: "ReportsTests", dependencies: ["Reports", "TestSupport"]),
    .testTarget(name: "SweepsTests", dependencies: ["Sweeps", "TestSupport", "CSQLite"]),
    .testTarget(name: "ValidationTests", dependencies: ["Validation", "TestSupport"]),
    .testTarget(
      name: "GoldensTests", dependencies: ["Reports", "TestSupport", "stonne"], path: "Tests/Goldens",
      resources: [.copy("Recorded")]),
    .testTarget(name: "StonneFlagsTests", dependencies: ["StonneFlags", "TestSupport"]),
    .testTarget(name: "StonneTests", dependencies: ["stonne", "TestSupport"]),
    .testTarget(
      name: "AcceptanceTests", dependencies: ["stonne", "TestSupport"], path: "Tests/Acceptance",
      resources: [.copy("Fixtures")]),
  ],
  cxxLanguageStandard: .cxx17
)
