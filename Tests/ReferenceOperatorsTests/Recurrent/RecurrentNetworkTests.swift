import Foundation
import ModelGraph
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

  @Test(
    "every cell is its formula, for batches, both directions, float and double", arguments: ["RNN", "GRU", "LSTM"])
  func formulas(type: String) throws {
    let gates = ["RNN": 1, "GRU": 3, "LSTM": 4][type] ?? 0
    for seed in 0..<24 as Range<UInt64> {
      var random = RandomValues(seed: seed)
      let (steps, batch, inputs) = (random.int(1...5), random.int(1...5), random.int(1...9))
      let units = random.int(1...20)
      let isReverse = random.chance(50)
      let (w, r) = (random.floats(gates * units * inputs), random.floats(gates * units * units))
      let b = random.floats(2 * gates * units)
      let x = random.floats(steps * batch * inputs)
      let state = random.floats(batch * units)
      var definition = RecurrentDefinition(type: type, inputs: inputs, units: units, w: w, r: r, b: b)
      var attributes: [String: Attribute] = ["direction": .text(isReverse ? "reverse" : "forward")]
      if random.chance(30) {
        definition.clip = 0.75
        attributes["clip"] = .float(0.75)
      }
      if type == "GRU", random.chance(50) {
        definition.resetsAfterProduct = true
        attributes["linear_before_reset"] = .int(1)
      }
      if type == "LSTM", random.chance(50) { definition.peepholes = random.floats(3 * units) }
      var tensors: [Tensor?] = try [
        .floats(x, [steps, batch, inputs]), .floats(w, [1, gates * units, inputs]),
        .floats(r, [1, gates * units, units]), .floats(b, [1, 2 * gates * units]), nil,
        .floats(state, [1, batch, units]),
      ]
      if type == "LSTM" {
        tensors.append(try .floats(state, [1, batch, units]))
        tensors.append(try definition.peepholes.map { try .floats($0, [1, 3 * units]) })
      }
      let doubles = try tensors.map { try $0?.cast(to: .float64) }
      let found = try evaluate(type, tensors, outputs: 1, threads: 2, attributes)[0].floats
      let exact = try evaluate(type, doubles, outputs: 1, attributes)[0].elements(as: Double.self)
      for element in 0..<batch {
        let rows = (0..<steps).map { step in
          (0..<inputs).map { Double(x[(step * batch + element) * inputs + $0]) }
        }
        let initial = state[element * units..<(element + 1) * units].map(Double.init)
        let expected = definition.run(isReverse ? rows.reversed() : rows, hidden: initial, cell: initial)
        for step in 0..<steps {
          let own = expected[isReverse ? steps - 1 - step : step]
          for unit in 0..<units {
            let index = (step * batch + element) * units + unit
            #expect(abs(exact[index] - own[unit]) < 1e-12, "\(type), seed \(seed)")
            #expect(abs(Double(found[index]) - own[unit]) < 1e-5, "\(type), seed \(seed)")
          }
        }
      }
    }
  }
}
