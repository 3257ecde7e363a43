import Testing

@Suite("Imports go downward")
struct ImportTests {
  @Test("every module of Sources is in the table, and the table names no other")
  func tableCoversSources() throws {
    #expect(try Repository.modules() == ModuleTable.arrows.keys.sorted())
  }

  @Test("the arrows form no circle")
  func arrowsAreAcyclic() {
    for module in ModuleTable.arrows.keys {
      #expect(!ModuleTable.below(module).contains(module), "\(module) lies below itself")
    }
  }

  @Test("no file imports or contains what its module may not", arguments: try Repository.modules())
  func sourcesKeepTheRules(module: String) throws {
    for path in try Repository.files(below: "Sources/\(module)", extensions: ["swift"]) {
      #expect(SourceText(try Repository.text(of: path)).violations(inModule: module) == [], "\(path)")
    }
  }

  @Test("the two sides of a comparison, reference and simulator, never see each other")
  func oracleIsIndependent() {
    #expect(!ModuleTable.allows("ReferenceOperators", toImport: "CycleSimulator"))
    #expect(!ModuleTable.allows("CycleSimulator", toImport: "ReferenceOperators"))
  }

  @Test("the manifest lets each target see what the table does, no more and no less")
  func manifestAgrees() throws {
    let manifest = PackageManifest(try Repository.text(of: "Package.swift")).dependencies
    for module in ModuleTable.arrows.keys {
      #expect(manifest[module] != nil, "\(module) is no target")
      #expect(ModuleTable.below(module, in: manifest) == ModuleTable.below(module), "dependencies of \(module)")
    }
  }
}
