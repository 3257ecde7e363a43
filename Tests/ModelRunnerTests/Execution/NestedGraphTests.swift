import ModelRunner
import TestSupport
import Testing

/// What the preparation of a run takes for graphs within graphs.
@Suite("Nested graphs")
struct NestedGraphTests {
  /// Graphs within one another, `width` nodes each.
  private static func model(depth: Int, width: Int) -> OnnxBytes {
    var model = OnnxBytes()
    model.graph.input("x", .float32, [4])
    model.graph.input("c", .bool, [])
    fill(&model.graph, level: 0, depth, width)
    return model
  }

  private static func fill(_ graph: inout OnnxBytes.Graph, level: Int, _ depth: Int, _ width: Int) {
    for node in 0..<width { graph.node("Neg", [node == 0 ? "x" : "n\(level)_\(node - 1)"], ["n\(level)_\(node)"]) }
    var output = "n\(level)_\(width - 1)"
    if level + 1 < depth {
      let inner = OnnxBytes.Graph("g\(level + 1)") { fill(&$0, level: level + 1, depth, width) }
      let other = OnnxBytes.Graph("h\(level + 1)") { $0.output("x") }
      output = "y\(level)"
      graph.node("If", ["c"], [output], ["then_branch": .graph(inner), "else_branch": .graph(other)])
    }
    graph.output(output)
  }

  private static func preparation(depth: Int, width: Int) throws -> Duration {
    let path = try temporaryFile("nested.onnx", model(depth: depth, width: width).encoded)
    return try (0..<3).map { _ in
      try ContinuousClock().measure { _ = try RunRequest(modelPath: path).prepare() }
    }.min() ?? .zero
  }

  @Test("are prepared in a time that depends on how many nodes there are, not on how deep they lie")
  func depth() throws {
    let flat = try Self.preparation(depth: 2, width: 4000)
    let deep = try Self.preparation(depth: 80, width: 100)
    #expect(deep < flat * 4, "\(deep) for 8,000 nodes on 80 levels, \(flat) on two")
  }
}
