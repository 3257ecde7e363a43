/// Who may import whom: the picture in ARCHITECTURE.md as a table, the only one that the tests read.
enum ModuleTable {
  /// The arrows, from each module in Sources to the modules right below it. An arrow permits what
  /// lies below its end too.
  static let arrows: [String: Set<String>] = [
    "stonne": ["Reports", "Sweeps", "Validation", "ModelRunner", "StonneFlags", "ArgumentParser"],
    "Validation": ["ModelRunner", "Reports"],
    "Sweeps": ["ModelRunner", "Reports", "CSQLite"],
    "Reports": ["ModelRunner"],
    "ModelRunner": ["Lowering", "ModelPreparation"],
    "Lowering": ["ModelPreparation", "Mapping", "Sparsity"],
    "Mapping": ["CycleSimulator"],
    "StonneFlags": ["CycleSimulator"],
    "CycleSimulator": ["Hardware", "Workload", "Sparsity", "Tensors", "CDatapath"],
    "ModelPreparation": ["ReferenceOperators"],
    "ReferenceOperators": ["ModelGraph", "CKernels"],
    "ModelGraph": ["OnnxFormat"],
    "OnnxFormat": ["COnnxProto", "TensorFiles"],
    "TensorFiles": ["CZlib", "Tensors"],
    "Hardware": ["Workload", "SettingsFiles"],
    "Workload": ["SettingsFiles"],
    "SettingsFiles": ["CToml", "Diagnostics"],
    "Sparsity": ["Tensors"],
    "Tensors": ["Diagnostics"],
    "Diagnostics": [],
    "COnnxProto": ["CProtobufC"],
    "CProtobufC": [],
    "CZlib": [],
    "CSQLite": [],
    "CToml": [],
    "CKernels": [],
    "CDatapath": [],
  ]

  /// Modules that only their owners import, whatever lies above the owners.
  static let owners: [String: Set<String>] = [
    "CProtobufC": ["COnnxProto", "OnnxFormat"],
    "COnnxProto": ["OnnxFormat"],
    "CZlib": ["TensorFiles"],
    "CSQLite": ["Sweeps"],
    "CToml": ["SettingsFiles"],
    "CKernels": ["ReferenceOperators"],
    "CDatapath": ["CycleSimulator"],
    "ArgumentParser": ["stonne"],
  ]

  /// What comes with the toolchain and may be imported anywhere. Foundation is left out: it would
  /// make the executable ten times larger.
  static let toolchain: Set<String> = ["Dispatch", "FoundationEssentials", "Glibc", "Synchronization"]

  /// Modules whose parsers are fuzzed from a package of their own, and so have public entry points.
  static let withPublicEntryPoints: Set<String> = [
    "StonneFlags", "Sweeps", "Reports", "ModelRunner", "ModelGraph", "ModelPreparation", "OnnxFormat",
    "TensorFiles",
    "Hardware", "Workload", "SettingsFiles",
  ]

  /// Every module at the end of a path of arrows that starts at `module`.
  static func below(_ module: String, in arrows: [String: Set<String>] = arrows) -> Set<String> {
    var found: Set<String> = []
    var next = arrows[module, default: []]
    while let reached = next.popFirst() {
      if found.insert(reached).inserted { next.formUnion(arrows[reached, default: []]) }
    }
    return found
  }

  /// Whether a file of `importer` may import `imported`.
  static func allows(_ importer: String, toImport imported: String) -> Bool {
    if toolchain.contains(imported) { return true }
    if let owners = owners[imported] { return owners.contains(importer) }
    return below(importer).contains(imported)
  }
}
