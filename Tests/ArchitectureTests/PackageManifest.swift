/// The targets that Package.swift declares, read from its text.
struct PackageManifest {
  /// Names of the modules and products that each target depends on.
  let dependencies: [String: Set<String>]

  init(_ text: String) {
    var dependencies: [String: Set<String>] = [:]
    for kind in [".target(", ".executableTarget(", ".systemLibrary("] {
      for declaration in text.ranges(of: kind) {
        let arguments = Self.bracketed(text[declaration.upperBound...], closing: ")")
        guard let name = arguments.firstMatch(of: /name: "(\w+)"/)?.1 else { continue }
        dependencies[String(name)] = Self.dependencyNames(in: arguments)
      }
    }
    self.dependencies = dependencies
  }

  private static func dependencyNames(in arguments: Substring) -> Set<String> {
    guard let list = arguments.firstRange(of: "dependencies: [") else { return [] }
    let names = bracketed(arguments[list.upperBound...], closing: "]")
      .replacing(/, package: "[^"]*"/, with: "")
    return Set(names.matches(of: /"(\w+)"/).map { String($0.1) })
  }

  /// The text up to the bracket that closes the one in front of it.
  private static func bracketed(_ text: Substring, closing: Character) -> Substring {
    var depth = 0
    for index in text.indices {
      switch text[index] {
      case "(", "[": depth += 1
      case closing where depth == 0: return text[..<index]
      case ")", "]": depth -= 1
      default: break
      }
    }
    return text
  }
}
