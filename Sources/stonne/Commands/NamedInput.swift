import ArgumentParser

/// `NAME=FILE`. Names of values hold nearly any character, so the last `=` separates.
struct NamedInput: ExpressibleByArgument {
  var name: String
  var path: String

  init?(argument: String) {
    guard let separator = argument.lastIndex(of: "=") else { return nil }
    name = String(argument[..<separator])
    path = String(argument[argument.index(after: separator)...])
    guard !name.isEmpty, !path.isEmpty else { return nil }
  }
}
