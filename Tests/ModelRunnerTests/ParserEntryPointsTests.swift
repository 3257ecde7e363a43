import ModelRunner
import TestSupport
import Testing

@Suite("The entry point for fuzzing")
struct ParserEntryPointsTests {
  @Test("a model is planned and timed on every controller")
  func plans() {
    #expect(product(rows: 4, inner: 5).withUnsafeBytes(isPlannableModel))
    #expect(product(rows: 1 << 20, inner: 1 << 20).withUnsafeBytes(isPlannableModel))
    #expect(![1, 2, 3].withUnsafeBytes(isPlannableModel))
  }

  private func product(rows: Int64, inner: Int64) -> [UInt8] {
    var model = OnnxBytes(opset: 17)
    model.graph.input("a", .float32, [.fixed(rows), .fixed(inner)])
    model.graph.input("b", .float32, [.fixed(inner), 7])
    model.graph.node("MatMul", ["a", "b"], ["y"])
    model.graph.output("y")
    return model.encoded
  }
}
