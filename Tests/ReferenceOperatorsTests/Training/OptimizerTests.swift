import ModelGraph
import ReferenceOperators
import Tensors
import Testing

@Suite("Optimizers")
struct OptimizerTests {
  private func run(
    _ type: String, count: Int64, _ tensors: [Float], _ attributes: [String: Attribute]
  ) throws -> [Float] {
    let inputs = try [Tensor(scalar: Float(0.5)), Tensor(scalar: count)] + tensors.map { try .floats([$0]) }
    return try evaluateValues(
      type, inputs.map(Value.tensor), opset: 1, domain: "ai.onnx.preview.training", attributes
    ).compactMap { $0.tensor?.floats[0] }
  }

  private func isClose(_ a: [Float], _ b: [Float]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) < 1e-6 }
  }

  @Test("Adagrad divides the gradient by the root of what has been summed up")
  func adagrad() throws {
    // gradient 2 + 0.1 * 1 = 2.1, sum 3 + 4.41, rate 0.5 / (1 + 2 * 0.5).
    let new = try run(
      "Adagrad", count: 2, [1, 2, 3], ["norm_coefficient": .float(0.1), "decay_factor": .float(0.5)])
    #expect(isClose(new, [1 - 0.25 * 2.1 / Float(7.41).squareRoot(), 7.41]))
  }

  @Test("Adam corrects its means for their start, and not before the first update")
  func adam() throws {
    let attributes: [String: Attribute] = ["alpha": .float(0.5), "beta": .float(0.75)]
    // mean 0.5 * 3 + 0.5 * 2, square 0.75 * 4 + 0.25 * 4.
    let first = try run("Adam", count: 0, [1, 2, 3, 4], attributes)
    #expect(isClose(first, [1 - 0.5 * 2.5 / 2, 2.5, 4]))
    let third = try run("Adam", count: 3, [1, 2, 3, 4], attributes)
    let correction = (1 - Float(0.421875)).squareRoot() / 0.875
    #expect(isClose(third, [1 - 0.5 * correction * 2.5 / 2, 2.5, 4]))
  }

  @Test("Momentum adds to the velocity, Nesterov's looks ahead; tensors are kept apart")
  func momentum() throws {
    func attributes(_ mode: String) -> [String: Attribute] {
      ["alpha": .float(0.5), "beta": .float(2), "norm_coefficient": .float(0), "mode": .text(mode)]
    }
    #expect(isClose(try run("Momentum", count: 1, [1, 2, 4], attributes("standard")), [-2, 6]))
    #expect(isClose(try run("Momentum", count: 0, [1, 2, 4], attributes("standard")), [-1, 4]))
    #expect(isClose(try run("Momentum", count: 1, [1, 2, 4], attributes("nesterov")), [-1.5, 6]))
    let two = try run("Momentum", count: 1, [1, 10, 2, 0, 4, 0], attributes("standard"))
    #expect(isClose(two, [-2, 10, 6, 0]))
    #expect(throws: OperatorError.self) { try run("Momentum", count: 1, [1, 2, 3, 4], attributes("standard")) }
    #expect(throws: OperatorError.self) { try run("Momentum", count: 1, [1, 2, 4], attributes("heavy")) }
  }
}
