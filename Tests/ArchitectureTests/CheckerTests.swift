import Testing

@Suite("The checker catches what it is for")
struct CheckerTests {
  @Test(
    "a planted import that goes upward or sideways, or takes another's library, is named",
    arguments: [
      ("Tensors", "import ModelGraph", "Tensors may not import ModelGraph"),
      ("CycleSimulator", "import ReferenceOperators", "CycleSimulator may not import ReferenceOperators"),
      ("ReferenceOperators", "import Hardware", "ReferenceOperators may not import Hardware"),
      ("ModelGraph", "import COnnxProto", "ModelGraph may not import COnnxProto"),
      ("Reports", "import Foundation", "Reports may not import Foundation"),
      ("Reports", "import ArgumentParser", "Reports may not import ArgumentParser"),
      ("Hardware", "  import struct Tensors.Shape", "Hardware may not import Tensors"),
      ("Tensors", "@_exported import Lowering;", "Tensors may not import Lowering"),
    ])
  func badImportIsNamed(module: String, line: String, sentence: String) {
    let text = SourceText("import Diagnostics\n\n\(line)\n\nstruct S {}\n")
    #expect(text.violations(inModule: module).first == sentence)
  }

  @Test("an import of what lies below, however deep, is allowed")
  func downwardImportsPass() {
    let text = SourceText("import Diagnostics\nimport Glibc\nimport Tensors\nimport Workload\n")
    #expect(text.violations(inModule: "Reports") == [])
  }

  @Test("an import with an access level is refused")
  func accessLevelOnImport() {
    let text = SourceText("package import Tensors\n")
    #expect(text.violations(inModule: "Sparsity") == ["`package import Tensors`: imports are plain"])
  }

  @Test("what can trap is refused, except in a comment", arguments: ["fatalError(\"\")", "try! f()", "x as! Int"])
  func trapsAreFound(expression: String) {
    #expect(SourceText("let y = \(expression)").violations(inModule: "Tensors").count == 1)
    #expect(SourceText("let y = 1  // not \(expression)").violations(inModule: "Tensors") == [])
  }

  @Test("`public` is for the parsers alone")
  func publicIsForParsers() {
    #expect(SourceText("public struct S {}").violations(inModule: "Lowering").count == 1)
    #expect(SourceText("public struct S {}").violations(inModule: "OnnxFormat") == [])
  }

  @Test("the manifest's reader finds names in nested lists and leaves package names out")
  func manifestIsRead() {
    let manifest = PackageManifest(
      """
      .systemLibrary(name: "CZ", pkgConfig: "z", providers: [.apt(["z-dev"])]),
      .target(
        name: "A",
        dependencies: [
          "B", .product(name: "Logging", package: "swift-log"),
        ], exclude: ["x"]),
      .testTarget(name: "ATests", dependencies: ["A"]),
      """)
    #expect(manifest.dependencies == ["CZ": [], "A": ["B", "Logging"]])
  }
}
