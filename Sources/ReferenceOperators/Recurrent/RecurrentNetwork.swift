import Tensors

/// RNN, GRU and LSTM (ONNX Operators): a cell run over sequences in one direction or both.
///
/// Inputs: X [steps, batch, inputs], W, R, optional B, sequence lengths, initial hidden state, and for LSTM
/// initial cell state and peepholes P; all with a leading axis of directions. Outputs: every hidden state
/// [steps, directions, batch, units], the last ones, and the last cell states. With `layout` = 1 (opset 14) the
/// batch leads. Other attributes: `hidden_size`, `direction`, `activations` with their `activation_alpha` and
/// `activation_beta`, `clip`, `input_forget` (LSTM), `linear_before_reset` (GRU). Sums of float16 and bfloat16
/// values are computed in float.
package struct RecurrentNetwork: Operator {
  private let cell: RecurrentCell
  /// Whether a direction goes from the end to the start, and what its cells do.
  private let directions: [(isReverse: Bool, rule: RecurrentCell.Rule)]
  private let batchLeads: Bool

  init(_ cell: RecurrentCell, _ node: NodeReader) throws(OperatorError) {
    self.cell = cell
    let direction = try node.string("direction", default: "forward")
    let reversals: [Bool]
    switch direction {
    case "forward": reversals = [false]
    case "reverse": reversals = [true]
    case "bidirectional": reversals = [false, true]
    default: throw .attribute("direction", found: direction, expected: "forward, reverse or bidirectional")
    }
    let functions = try Self.functions(of: cell, directions: reversals.count, node)
    let clip = Double(try node.float("clip") ?? .infinity)
    let couplesForgetGate = try node.flag("input_forget")
    let resetsAfterProduct = try node.flag("linear_before_reset")
    directions = zip(reversals, functions).map { isReverse, functions in
      let rule = RecurrentCell.Rule(
        functions: functions, clip: clip, couplesForgetGate: couplesForgetGate,
        resetsAfterProduct: resetsAfterProduct)
      return (isReverse, rule)
    }
    batchLeads = try node.flag("layout")
  }

  /// The activations of each direction.
  private static func functions(
    of cell: RecurrentCell, directions: Int, _ node: NodeReader
  ) throws(OperatorError) -> [[GateActivation]] {
    let defaults = Array(repeating: cell.activations, count: directions).flatMap { $0 }
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
    let count = cell.activations.count
    return (0..<directions).map { Array(all[$0 * count..<($0 + 1) * count]) }
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
      let rows = cell.gates * r[2]
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
    let outputs =
      type == .float64 ? try run(inputs, Double.self, in: context) : try run(inputs, Float.self, in: context)
    return try outputs.map { output throws(OperatorError) in try output.cast(to: type) }
  }

  private func run<Element: RecurrentElement>(
    _ inputs: OperatorInputs, _: Element.Type, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let type = Element.dataType
    let (w, r) = (try inputs.required(1).cast(to: type), try inputs.required(2).cast(to: type))
    var x = try inputs.required(0).cast(to: type)
    if batchLeads { x = try x.permuted([1, 0, 2]) }
    let (steps, batch, units) = (x.shape[0], x.shape[1], r.shape[2])
    let lengths = inputs[4]?.integers ?? [Int](repeating: steps, count: batch)
    guard lengths.count == batch, lengths.allSatisfy({ (0...steps).contains($0) }) else {
      throw .value("sequence lengths \(lengths) where \(batch) of 0 to \(steps) are accepted")
    }
    try context.requireMemory(for: Shape(checked: [steps + 1, batch, w.shape[1]]), of: type)
    let weights = (w, r, try inputs[3]?.cast(to: type), try inputs[7]?.cast(to: type))
    var hidden = try state(inputs[5], batch, units, type)
    var cells = try state(inputs[6], batch, units, type)
    var all = try Self.zeros([steps, directions.count, batch, units], type)
    for (index, direction) in directions.enumerated() {
      let sequence = RecurrentSequence<Element>(
        cell: cell, rule: direction.rule,
        weights: try DirectionWeights(
          weights, direction: index, directions: directions.count, gates: cell.gates),
        isReverse: direction.isReverse, steps: steps, lengths: lengths)
      x.withElements(as: Element.self) { x in
        all.withMutableElements(as: Element.self) { all in
          hidden.withMutableElements(as: Element.self) { hidden in
            cells.withMutableElements(as: Element.self) { cells in
              guard let x = x.baseAddress, let all = all.baseAddress, let hidden = hidden.baseAddress,
                let cells = cells.baseAddress
              else { return }
              let part = index * batch * units
              sequence.run(
                x, hidden: hidden + part, cells: cells + part, all: all + part,
                stepCount: directions.count * batch * units, threads: context.threads)
            }
          }
        }
      }
    }
    guard batchLeads else { return [all, hidden, cells] }
    return [try all.permuted([2, 0, 1, 3]), try hidden.permuted([1, 0, 2]), try cells.permuted([1, 0, 2])]
  }

  private static func zeros(_ extents: [Int], _ type: DataType) throws(OperatorError) -> Tensor {
    Tensor(type, try Shape(checked: extents)) { (raw: UnsafeMutableRawBufferPointer) in
      raw.initializeMemory(as: UInt8.self, repeating: 0)
    }
  }

  /// An initial state by direction, batch element and unit; zeros where it is omitted.
  private func state(
    _ tensor: Tensor?, _ batch: Int, _ units: Int, _ type: DataType
  ) throws(OperatorError) -> Tensor {
    guard let tensor else { return try Self.zeros([directions.count, batch, units], type) }
    let expected = batchLeads ? [batch, directions.count, units] : [directions.count, batch, units]
    guard tensor.shape.extents == expected else {
      throw .shape("an initial state of shape \(tensor.shape) where \(BroadcastShape.text(expected)) is needed")
    }
    let values = try tensor.cast(to: type)
    return try batchLeads ? values.permuted([1, 0, 2]) : values
  }
}
