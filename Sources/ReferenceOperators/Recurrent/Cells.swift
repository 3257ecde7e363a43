/// RNN (ONNX Operators): H = f(W x + Wb + R H + Rb).
struct ElmanCell: RecurrentCell {
  static let gates = 1
  static let activations = ["Tanh"]

  static func step(
    input: [Double], weights: DirectionWeights, functions: [GateActivation], hidden: inout [Double],
    cell: inout [Double]
  ) {
    hidden = (0..<weights.units).map { unit in
      functions[0](weights.clipped(input[unit] + weights.recurrence(0, unit, hidden)))
    }
  }
}

/// GRU (ONNX Operators; Cho et al. 2014): gates update z, reset r, candidate h.
struct GatedCell: RecurrentCell {
  static let gates = 3
  static let activations = ["Sigmoid", "Tanh"]

  static func step(
    input: [Double], weights: DirectionWeights, functions: [GateActivation], hidden: inout [Double],
    cell: inout [Double]
  ) {
    let units = weights.units
    func gate(_ index: Int, _ unit: Int) -> Double {
      functions[0](weights.clipped(input[index * units + unit] + weights.recurrence(index, unit, hidden)))
    }
    let update = (0..<units).map { gate(0, $0) }
    let reset = (0..<units).map { gate(1, $0) }
    let faded = zip(reset, hidden).map { $0 * $1 }
    let state = hidden
    hidden = (0..<units).map { unit in
      let recurrence =
        weights.resetsAfterProduct
        ? reset[unit] * weights.recurrence(2, unit, state) : weights.recurrence(2, unit, faded)
      let candidate = functions[1](weights.clipped(input[2 * units + unit] + recurrence))
      return (1 - update[unit]) * candidate + update[unit] * state[unit]
    }
  }
}

/// LSTM (ONNX Operators; Hochreiter and Schmidhuber 1997): gates input, output, forget, cell, with peepholes.
struct LongShortTermCell: RecurrentCell {
  static let gates = 4
  static let activations = ["Sigmoid", "Tanh", "Tanh"]

  static func step(
    input: [Double], weights: DirectionWeights, functions: [GateActivation], hidden: inout [Double],
    cell: inout [Double]
  ) {
    let units = weights.units
    let state = hidden
    func sum(_ gate: Int, _ unit: Int, peephole: Double) -> Double {
      weights.clipped(input[gate * units + unit] + weights.recurrence(gate, unit, state) + peephole)
    }
    for unit in 0..<units {
      let admitted = functions[0](sum(0, unit, peephole: weights.peepholes[unit] * cell[unit]))
      let kept =
        weights.couplesForgetGate
        ? 1 - admitted : functions[0](sum(2, unit, peephole: weights.peepholes[2 * units + unit] * cell[unit]))
      let candidate = functions[1](sum(3, unit, peephole: 0))
      cell[unit] = kept * cell[unit] + admitted * candidate
      let shown = functions[0](sum(1, unit, peephole: weights.peepholes[units + unit] * cell[unit]))
      hidden[unit] = shown * functions[2](cell[unit])
    }
  }
}
