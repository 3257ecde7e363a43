import Testing

@Suite("What an operator's file says of it")
struct OperatorDocumentationTests {
  /// A file that implements operators.
  private struct OperatorFile: CustomTestStringConvertible, Sendable {
    let path: String
    let code: [Substring]
    /// The documentation comments, without their slashes.
    let comments: String

    var testDescription: String { path }

    init(_ path: String) throws {
      self.path = path
      let lines = try Repository.text(of: path).split(separator: "\n", omittingEmptySubsequences: false)
      code = lines.filter { !$0.contains("///") }
      comments = lines.compactMap { line in
        line.firstRange(of: "///").map { String(line[$0.upperBound...]) }
      }.joined(separator: "\n")
    }

    /// Names in quotes behind the readers of attributes: `node.int("axis"`.
    var attributesRead: Set<String> {
      let readers = ["int", "flag", "float", "string", "ints", "floats", "strings", "tensor", "graph"]
      var names: Set<String> = []
      for line in code {
        for reader in readers {
          for object in ["node", "reader"] {
            for part in line.split(separator: "\(object).\(reader)(\"").dropFirst() {
              names.insert(String(part.prefix { $0 != "\"" }))
            }
          }
        }
      }
      // A name that is put together is no name.
      return names.filter { $0.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } }
    }

    private static let protocols = [
      "Operator", "ValueOperator", "ProductOperator", "RealFunction", "ArithmeticFunction", "BinaryFunction",
      "Relation",
    ]

    /// Whether the file declares a type that is an operator, or the function of an elementwise one.
    var isOperator: Bool {
      code.contains { line in
        guard line.contains("struct "), let colon = line.firstIndex(of: ":") else { return false }
        let conformances = line[line.index(after: colon)...].split { !$0.isLetter }
        return conformances.contains { Self.protocols.contains(String($0)) }
      }
    }
  }

  /// Carriers of others' functions, which have no operator of their own.
  private static let carriers: Set = [
    "BinaryMap.swift", "ElementFunction.swift", "ElementwiseMap.swift", "VariadicMap.swift", "HalfPrecision.swift",
  ]

  private static func files() throws -> [OperatorFile] {
    try Repository.files(below: "Sources/ReferenceOperators", extensions: ["swift"])
      .filter { path in !carriers.contains(String(path.split(separator: "/").last ?? "")) }
      .map(OperatorFile.init).filter(\.isOperator)
  }

  @Test("there are operators to look at")
  func found() throws { #expect(try Self.files().count > 100) }

  @Test("it names the operator's source: ONNX Operators, or the domain", arguments: try files())
  private func source(file: OperatorFile) {
    #expect(file.comments.contains("ONNX") || file.comments.contains("ai.onnx"))
  }

  @Test("it names every attribute that is read", arguments: try files())
  private func attributes(file: OperatorFile) {
    for name in file.attributesRead.sorted() {
      #expect(file.comments.contains("`\(name)`"), "\(file.path): `\(name)`")
    }
  }

  @Test("it says what goes in and out: shapes, and types", arguments: try files())
  private func shapesAndTypes(file: OperatorFile) {
    let words = Set(file.comments.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init))
    let values: Set = [
      "input", "inputs", "output", "outputs", "tensor", "tensors", "value", "values", "element", "elements",
      "shape", "sequence", "string", "strings", "scalar", "bools",
    ]
    #expect(!words.isDisjoint(with: values))
  }

  @Test("where versions differ, it says how", arguments: try files())
  private func versions(file: OperatorFile) {
    guard file.code.contains(where: { $0.contains(".version <") || $0.contains(".version >") }) else { return }
    #expect(["opset", "version", "Opset", "Version"].contains { file.comments.contains($0) }, "\(file.path)")
  }
}
