import Tensors

/// RNN, GRU and LSTM (ONNX Operators): a cell run over sequences in one direction or both.
///
/// Inputs: X [steps, batch, inputs], W, R, optional B, sequence lengths, initial hidden state, and for LSTM
/// initial cell state and peepholes P; all with a leading axis of directions. Outputs: every hidden state
/// [steps, directions, batch, units], the last ones, and the last cell states. With `layout` = 1 (opset 14) the
/// batch leads. Other attributes: `hidden_size`, `direction`, `activations` with their `activation_alpha` and
/// `activation_beta`, `clip`, `input_forget` (LSTM), `linear_before_reset` (GRU). Sums are computed as doubles.
package struct RecurrentNetwork: Operator {
  private let cellType: any RecurrentCell.Type
  private let directions: [Bool]
  private let functions: [[GateActivation]]
  private let clip: Double
  private let couplesForgetGate: Bool
  private let resetsAfterProduct: Bool
  private let batchLeads: Bool

  init(_ cellType: any RecurrentCell.Type, _ node: NodeReader) throws(OperatorError) {
    self.cellType = cellType
    let direction = try node.string("direction", default: "forward")
    switch direction {
    case "forward": directions = [false]
    case "reverse": directions = [true]
    case "bidirectional": directions = [false, true]
    default: throw .attribute("direction", found: direction, expected: "forward, reverse or bidirectional")
    }
    let defaults = Array(repeating: cellType.activations, count: directions.count).flatMap { $0 }
    let names = try node.strings("activations") ?? defaults
    guard names.count == defaults.count else {
      throw .attribute("activations", found: "\(names.count) names", expected: "\(defaults.count) names")
    }
    let alphas = try node.floats("activation_alpha") ?? []
    let betas = try node.floats("activation_beta") ?? []
    var all: [GateActivation] = []
    for (index, name) in names.enumerated() {
      all.append(
        try GateActivation(
          name, alpha: index < alphas.count ? alphas[index] : nil, beta: index < betas.count ? betas[index] : nil))
    }
    let count = cellType.activations.count
    functions = directions.indices.map { Array(all[$0 * count..<($0 + 1) * count]) }
    clip = Double(try node.float("clip") ?? .infinity)
    couplesForgetGate = try node.flag("input_forget")
    resetsAfterProduct = try node.flag("linear_before_reset")
    batchLeads = try node.flag("layout")
  }

  /// The extents of the problem.
  private struct Extents {
    var steps: Int?
    var batch: Int?
    var inputs: Int?
    var units: Int?
  }

  private func extents(_ inputs: InputFacts) throws(OperatorError) -> Extents {
    let x = try inputs.required(0, of: DataType.floats)
    let (w, r) = (try inputs.required(1), try inputs.required(2))
    for (index, fact) in [x, w, r].enumerated() where fact.extents.map({ $0.count != 3 }) ?? false {
      throw .shape("input \(index) has rank \(fact.extents?.count ?? 0) where 3 is accepted")
    }
    let units = r.extents?[2]
    let (first, second) = (x.extents?[0], x.extents?[1])
    let extents = Extents(
      steps: batchLeads ? second ?? nil : first ?? nil, batch: batchLeads ? first ?? nil : second ?? nil,
      inputs: x.extents?[2], units: units ?? nil)
    if let own = x.shape, let w = w.shape, let r = r.shape {
      let rows = cellType.gates * r[2]
      guard w.extents == [directions.count, rows, own[2]], r.extents == [directions.count, rows, r[2]] else {
        throw .shape("X \(own), W \(w) and R \(r) do not belong together")
      }
    }
    return extents
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let extents = try extents(inputs)
    let type = inputs[0]?.dataType
    let state: [Int?] =
      batchLeads
      ? [extents.batch, directions.count, extents.units] : [directions.count, extents.batch, extents.units]
    let all: [Int?] =
      batchLeads
      ? [extents.batch, extents.steps, directions.count, extents.units]
      : [extents.steps, directions.count, extents.batch, extents.units]
    return [ValueFact(type, all), ValueFact(type, state), ValueFact(type, state)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let type = try outputShapes(of: inputs)[0].type
    let extents = try extents(InputFacts(inputs))
    guard let steps = extents.steps, let batch = extents.batch, let width = extents.inputs,
      let units = extents.units
    else { throw .shape("the extents are not known") }
    let count = directions.count
    var x = try inputs.required(0).cast(to: .float64)
    if batchLeads { x = try x.permuted([1, 0, 2]) }
    let values = x.elements(as: Double.self)
    let lengths = inputs[4]?.integers ?? [Int](repeating: steps, count: batch)
    guard lengths.count == batch, lengths.allSatisfy({ (0...steps).contains($0) }) else {
      throw .value("sequence lengths \(lengths) where \(batch) of 0 to \(steps) are accepted")
    }
    var hiddenStates = try state(inputs[5], batch, units)
    var cellStates = try state(inputs[6], batch, units)
    var all = [Double](repeating: 0, count: steps * count * batch * units)
    for direction in 0..<count {
      let weights = try weights(inputs, direction, units: units)
      for element in 0..<batch {
        let slot = (direction * batch + element) * units..<(direction * batch + element + 1) * units
        var hidden = Array(hiddenStates[slot])
        var cell = Array(cellStates[slot])
        for step in 0..<lengths[element] {
          let position = directions[direction] ? lengths[element] - 1 - step : step
          let start = (position * batch + element) * width
          let input = Self.project(values[start..<start + width], weights)
          cellType.step(
            input: input, weights: weights, functions: functions[direction], hidden: &hidden, cell: &cell)
          let target = ((position * count + direction) * batch + element) * units
          all.replaceSubrange(target..<target + units, with: hidden)
        }
        hiddenStates.replaceSubrange(slot, with: hidden)
        cellStates.replaceSubrange(slot, with: cell)
      }
    }
    let states = try [hiddenStates, cellStates].map { values throws(OperatorError) in
      try output(values, [count, batch, units], batchFirst: [1, 0, 2], type)
    }
    return [try output(all, [steps, count, batch, units], batchFirst: [2, 0, 1, 3], type)] + states
  }

  private func output(
    _ values: [Double], _ extents: [Int], batchFirst order: [Int], _ type: DataType
  ) throws(OperatorError) -> Tensor {
    let tensor = Tensor(try Shape(checked: extents), of: Double.self) { _ = $0.initialize(from: values) }
    return try (batchLeads ? tensor.permuted(order) : tensor).cast(to: type)
  }

  /// An initial state by direction, batch element and unit; zeros where it is omitted.
  private func state(_ tensor: Tensor?, _ batch: Int, _ units: Int) throws(OperatorError) -> [Double] {
    guard let tensor else { return [Double](repeating: 0, count: directions.count * batch * units) }
    let expected = batchLeads ? [batch, directions.count, units] : [directions.count, batch, units]
    guard tensor.shape.extents == expected else {
      throw .shape("an initial state of shape \(tensor.shape) where \(BroadcastShape.text(expected)) is needed")
    }
    let wide = try tensor.cast(to: .float64)
    return try (batchLeads ? wide.permuted([1, 0, 2]) : wide).elements(as: Double.self)
  }

  private func weights(
    _ inputs: OperatorInputs, _ direction: Int, units: Int
  ) throws(OperatorError) -> DirectionWeights {
    func part(_ tensor: Tensor?, _ count: Int) throws(OperatorError) -> [Double] {
      guard let tensor else { return [Double](repeating: 0, count: count) }
      guard tensor.count == count * directions.count else {
        throw .shape("weights of shape \(tensor.shape) where \(count) a direction are needed")
      }
      return Array(
        try tensor.cast(to: .float64).elements(as: Double.self)[direction * count..<(direction + 1) * count])
    }
    let rows = cellType.gates * units
    let w = try inputs.required(1)
    return DirectionWeights(
      input: try part(w, w.count / directions.count), recurrent: try part(inputs.required(2), rows * units),
      bias: try part(inputs[3], 2 * rows), peepholes: try part(inputs[7], 3 * units), units: units, clip: clip,
      couplesForgetGate: couplesForgetGate, resetsAfterProduct: resetsAfterProduct)
  }

  /// W x + Wb.
  private static func project(_ x: ArraySlice<Double>, _ weights: DirectionWeights) -> [Double] {
    (0..<weights.bias.count / 2).map { row in
      var sum = weights.bias[row]
      for (i, value) in x.enumerated() { sum += weights.input[row * x.count + i] * value }
      return sum
    }
  }
}
