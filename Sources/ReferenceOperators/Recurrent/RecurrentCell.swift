/// The cells of ONNX's recurrent networks: what one step makes of one element of the batch.
enum RecurrentCell: Sendable {
  /// RNN (ONNX Operators): h = f(W x + Wb + R h + Rb).
  case elman
  /// GRU (ONNX Operators; Cho et al. 2014): gates update z, reset r, candidate.
  case gated
  /// LSTM (ONNX Operators; Hochreiter and Schmidhuber 1997): gates input, output, forget, cell, with peepholes.
  case longShortTerm

  /// Gates, each with a block of rows in W and R.
  var gates: Int {
    switch self {
    case .elman: 1
    case .gated: 3
    case .longShortTerm: 4
    }
  }

  /// The default activations, by name.
  var activations: [String] {
    switch self {
    case .elman: ["Tanh"]
    case .gated: ["Sigmoid", "Tanh"]
    case .longShortTerm: ["Sigmoid", "Tanh", "Tanh"]
    }
  }

  /// The attributes that cells look at.
  struct Rule: Sendable {
    /// Of one direction, in the order of ``RecurrentCell/activations``.
    let functions: [GateActivation]
    /// Sums are held within [-clip, clip].
    let clip: Double
    let couplesForgetGate: Bool
    let resetsAfterProduct: Bool
  }

  /// Gates, from the first on, whose sums take R times the state as it is.
  func gatesOfState(_ rule: Rule) -> Int { self == .gated && !rule.resetsAfterProduct ? 2 : gates }

  /// Replaces the hidden state, and the cell state of an LSTM.
  func step<Element: RecurrentElement>(
    _ state: CellState<Element>, _ rule: Rule, _ weights: DirectionWeights<Element>
  ) {
    switch self {
    case .elman: stepElman(state, rule, weights.units)
    case .gated: stepGated(state, rule, weights)
    case .longShortTerm: stepLongShortTerm(state, rule, weights)
    }
  }

  private func stepElman<Element: RecurrentElement>(_ state: CellState<Element>, _ rule: Rule, _ units: Int) {
    state.addRecurrence(0..<units)
    state.activate(0..<units, rule.functions[0], rule.clip)
    state.hidden.update(from: state.gates, count: units)
  }

  private func stepGated<Element: RecurrentElement>(
    _ state: CellState<Element>, _ rule: Rule, _ weights: DirectionWeights<Element>
  ) {
    let units = weights.units
    let (update, reset, candidate) = (state.gates, state.gates + units, state.gates + 2 * units)
    state.addRecurrence(0..<2 * units)
    state.activate(0..<2 * units, rule.functions[0], rule.clip)
    let recurrence = state.recurrence + 2 * units
    if rule.resetsAfterProduct {
      for i in 0..<units { recurrence[i] *= reset[i] }
    } else {
      for i in 0..<units { reset[i] *= state.hidden[i] }
      weights.recur(reset, into: recurrence, states: 1, gates: 2..<3, threads: 1)
    }
    state.addRecurrence(2 * units..<3 * units)
    state.activate(2 * units..<3 * units, rule.functions[1], rule.clip)
    for i in 0..<units { state.hidden[i] = (1 - update[i]) * candidate[i] + update[i] * state.hidden[i] }
  }

  private func stepLongShortTerm<Element: RecurrentElement>(
    _ state: CellState<Element>, _ rule: Rule, _ weights: DirectionWeights<Element>
  ) {
    let units = weights.units
    let (input, output) = (state.gates, state.gates + units)
    let (forget, candidate) = (state.gates + 2 * units, state.gates + 3 * units)
    state.addRecurrence(0..<4 * units)
    weights.peep(0, at: state.cell, into: input)
    weights.peep(2, at: state.cell, into: forget)
    state.activate(0..<units, rule.functions[0], rule.clip)
    if rule.couplesForgetGate {
      for i in 0..<units { forget[i] = 1 - input[i] }
    } else {
      state.activate(2 * units..<3 * units, rule.functions[0], rule.clip)
    }
    state.activate(3 * units..<4 * units, rule.functions[1], rule.clip)
    for i in 0..<units { state.cell[i] = forget[i] * state.cell[i] + input[i] * candidate[i] }
    weights.peep(1, at: state.cell, into: output)
    state.activate(units..<2 * units, rule.functions[0], rule.clip)
    state.hidden.update(from: state.cell, count: units)
    rule.functions[2].apply(to: UnsafeMutableBufferPointer(start: state.hidden, count: units))
    for i in 0..<units { state.hidden[i] *= output[i] }
  }
}

/// What a step works on: the rows of one element of the batch.
struct CellState<Element: RecurrentElement> {
  /// W x + Wb, by gate and unit; the gates' values in the end.
  let gates: UnsafeMutablePointer<Element>
  /// R h + Rb, by gate and unit.
  let recurrence: UnsafeMutablePointer<Element>
  let hidden: UnsafeMutablePointer<Element>
  let cell: UnsafeMutablePointer<Element>

  /// Completes the sums of some gates.
  func addRecurrence(_ range: Range<Int>) {
    for i in range { gates[i] += recurrence[i] }
  }

  /// Replaces sums by the function of what of them is within [-clip, clip].
  func activate(_ range: Range<Int>, _ function: GateActivation, _ clip: Double) {
    if clip < .infinity {
      let limit = Element(clip)
      for i in range { gates[i] = min(max(gates[i], -limit), limit) }
    }
    function.apply(to: UnsafeMutableBufferPointer(start: gates + range.lowerBound, count: range.count))
  }
}
