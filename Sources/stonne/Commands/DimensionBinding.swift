import ArgumentParser

/// `DIM=N`, with N at least 1.
struct DimensionBinding: ExpressibleByArgument {
  var name: String
  var extent: Int

  init?(argument: String) {
    guard let separator = argument.lastIndex(of: "="),
      let extent = Int(argument[argument.index(after: separator)...]), extent > 0
    else { return nil }
    name = String(argument[..<separator])
    self.extent = extent
    guard !name.isEmpty else { return nil }
  }
}
