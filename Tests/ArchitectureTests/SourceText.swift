/// One Swift file, as far as the rules of the house can be read from its text.
struct SourceText {
  let lines: [Substring]

  /// The text is taken without its `//` comments, so that they may name what is forbidden.
  init(_ text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line
    }
  }

  /// An import declaration: the module it names and what stands in front of `import`.
  struct ImportDeclaration: Equatable {
    let module: String
    let prefix: String
  }

  /// The imports, in order.
  var imports: [ImportDeclaration] {
    lines.compactMap { line in
      let words = line.split(separator: " ")
      guard let keyword = words.firstIndex(of: "import"), keyword + 1 < words.count else { return nil }
      let prefix = words[..<keyword]
      guard prefix.allSatisfy({ $0.hasPrefix("@") || Self.accessLevels.contains(String($0)) }) else { return nil }
      let isOfOneDeclaration = Self.declarationKinds.contains(String(words[keyword + 1]))
      let path = isOfOneDeclaration ? words.dropFirst(keyword + 2).first : words[keyword + 1]
      guard let module = path?.prefix(while: { $0 != "." && $0 != ";" }) else { return nil }
      return ImportDeclaration(module: String(module), prefix: prefix.joined(separator: " "))
    }
  }

  /// What a file of `module` may not contain, one sentence each.
  func violations(inModule module: String) -> [String] {
    var found: [String] = []
    for declaration in imports {
      if !ModuleTable.allows(module, toImport: declaration.module) {
        found.append("\(module) may not import \(declaration.module)")
      }
      if !declaration.prefix.isEmpty {
        found.append("`\(declaration.prefix) import \(declaration.module)`: imports are plain")
      }
    }
    for (index, line) in lines.enumerated() {
      for forbidden in Self.forbidden where line.contains(forbidden) {
        found.append("line \(index + 1): `\(forbidden)` can trap on input")
      }
      if !ModuleTable.withPublicEntryPoints.contains(module), line.split(separator: " ").contains("public") {
        found.append("line \(index + 1): `public`, where `package` reaches every user")
      }
    }
    return found
  }

  private static let forbidden = ["fatalError(", "try!", " as! "]
  private static let accessLevels: Set = ["public", "package", "internal", "fileprivate", "private"]
  private static let declarationKinds: Set = [
    "struct", "class", "enum", "protocol", "func", "var", "let", "typealias",
  ]
}
