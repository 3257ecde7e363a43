import Foundation
import ReferenceOperators
import Tensors
import Testing

@Suite("Recurrent networks")
struct RecurrentNetworkTests {
  @Test("an RNN of one unit is its formula, forwards and backwards")
  func elman() throws {
    let inputs = try [Tensor.floats([1, 2], [2, 1, 1]), .floats([0.5], [1, 1, 1]), .floats([0.25], [1, 1, 1])]
    let first = tanh(0.5)
    let forward = [first, tanh(1 + 0.25 * first)]
    let y = try evaluate("RNN", inputs, outputs: 2, ["hidden_size": .int(1)])
    for (a, b) in zip(y[0].floats, forward) { #expect(abs(Double(a) - b) < 1e-6) }
    #expect(y[1].floats == [y[0].floats[1]])
    let back = try evaluate("RNN", inputs, outputs: 2, ["direction": .text("reverse")])
    #expect(abs(Double(back[0].floats[1]) - tanh(1)) < 1e-6)
    #expect(back[1].floats == [back[0].floats[0]])
  }

  @Test("an LSTM of one unit is its formula")
  func longShortTerm() throws {
    let w: [Float] = [0.1, 0.2, 0.3, 0.4]
    let y = try evaluate(
      "LSTM", [.floats([2], [1, 1, 1]), .floats(w, [1, 4, 1]), .floats([0, 0, 0, 0], [1, 4, 1])], outputs: 3)
    func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
    let cell = sigmoid(0.2) * tanh(0.8)
    #expect(abs(Double(y[2].floats[0]) - cell) < 1e-6)
    #expect(abs(Double(y[1].floats[0]) - sigmoid(0.4) * tanh(cell)) < 1e-6)
  }

  @Test("a shorter sequence stops early, and what lies beyond it is 0")
  func lengths() throws {
    let x = try Tensor.floats([1, 1, 1, 1], [2, 2, 1])
    let one = try Tensor.floats([1], [1, 1, 1])
    let lengths = try Tensor(Shape([2]), [Int32(2), 1])
    let y = try evaluate("RNN", [x, one, one, nil, lengths], outputs: 2)
    #expect(y[0].floats[3] == 0)
    #expect(y[1].floats == [y[0].floats[2], y[0].floats[1]])
    #expect(throws: OperatorError.self) {
      try evaluate("RNN", [x, one, one, nil, Tensor(Shape([2]), [Int32(3), 1])], outputs: 2)
    }
  }

  @Test("weights of another shape and unknown activations are refused")
  func refused() throws {
    let x = try Tensor.floats([1], [1, 1, 1])
    #expect(throws: OperatorError.self) { try evaluate("GRU", [x, x, x], outputs: 2) }
    #expect(throws: OperatorError.self) {
      try evaluate("RNN", [x, x, x], outputs: 2, ["activations": .strings([[1]])])
    }
  }
}
