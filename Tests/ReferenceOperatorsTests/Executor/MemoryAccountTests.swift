import ModelGraph
import ReferenceOperators
import Tensors
import Testing

@Suite("Memory of a run")
struct MemoryAccountTests {
  private func node(_ type: String, _ inputs: [String], _ output: String) -> Node {
    Node(type, opsetVersion: 18, inputs: inputs, outputs: [output])
  }

  /// Runs on x, 1,000 floats, with so many bytes.
  private func run(_ nodes: [Node], limit: Int) throws {
    let graph = Graph(
      inputs: [ValueInfo(name: "x", dataType: .float32)], outputs: [ValueInfo(name: "y")],
      initializers: ["shape": try .ints([10, 100])], nodes: nodes)
    let plan = try ExecutionPlan(graph, source: "test")
    _ = try plan.run(["x": .counting([1000])], in: ExecutionContext(memoryLimit: limit))
  }

  private func fits(_ nodes: [Node], limit: Int) -> Bool {
    do {
      try run(nodes, limit: limit)
      return true
    } catch { return false }
  }

  @Test("a value counts until its last use")
  func lastUse() {
    let chain = (0..<10).map { node("Neg", [$0 == 0 ? "x" : "a\($0)"], $0 == 9 ? "y" : "a\($0 + 1)") }
    // The input, the value before and the value after, and the small constant.
    #expect(fits(chain, limit: 12_100))
    #expect(!fits(chain, limit: 11_900))
    let kept = (0..<5).map { node("Neg", ["x"], "a\($0)") } + [node("Sum", (0..<5).map { "a\($0)" }, "y")]
    #expect(fits(kept, limit: 28_100))
    #expect(!fits(kept, limit: 27_900))
  }

  @Test("values that share memory count once")
  func views() {
    let views = [
      node("Reshape", ["x", "shape"], "a"), node("Identity", ["a"], "b"), node("Reshape", ["b", "shape"], "c"),
      node("Shape", ["c"], "s"), node("Shape", ["a"], "t"), node("Concat", ["s", "t"], "y"),
    ]
    #expect(!fits(views.dropLast() + [node("Sum", ["a", "b", "c"], "y")], limit: 8_000))
    #expect(fits(views.dropLast() + [node("Sum", ["a", "b", "c"], "y")], limit: 13_000))
  }

  @Test("texts count with their length")
  func texts() throws {
    let graph = Graph(
      inputs: [ValueInfo(name: "x", dataType: .string)], outputs: [ValueInfo(name: "y")],
      nodes: [Node("StringConcat", opsetVersion: 20, inputs: ["x", "x"], outputs: ["y"])])
    let plan = try ExecutionPlan(graph, source: "test")
    let x = ["x": try Tensor(.scalar, strings: [String(repeating: "a", count: 10_000)])]
    _ = try plan.run(x, in: ExecutionContext(memoryLimit: 31_000))
    #expect(throws: NodeError.self) { try plan.run(x, in: ExecutionContext(memoryLimit: 29_000)) }
  }

  @Test("inputs that are larger than the limit are refused as such")
  func inputs() {
    #expect(throws: InputBindingError.self) { try run([node("Neg", ["x"], "y")], limit: 3_999) }
  }
}
