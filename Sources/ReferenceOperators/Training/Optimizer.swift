import Tensors

/// The rules of ONNX's preview optimizers (ai.onnx.preview.training, version 1): Adagrad, Adam, Momentum.
///
/// Inputs: learning rate, a scalar; update count (int64), a scalar; then the tensors to be optimized, their
/// gradients, and one or two tensors of state each; float or double. Outputs: the new tensors, the new states.
struct Optimizer: Operator {
  /// How a tensor follows from its gradient and state.
  enum Rule: Sendable {
    case adagrad(decay: Double, epsilon: Double)
    case adam(alpha: Double, beta: Double, epsilon: Double, posterior: Double)
    case momentum(alpha: Double, beta: Double, isNesterov: Bool)

    /// Tensors of state for each optimized one.
    var stateCount: Int { if case .adam = self { 2 } else { 1 } }
  }

  private let rule: Rule
  private let regularization: Double
  private let tensorCount: Int

  /// - Throws: ``OperatorError`` for inputs that are not so many of each kind.
  init(_ rule: Rule, _ node: NodeReader) throws(OperatorError) {
    self.rule = rule
    regularization = Double(try node.float("norm_coefficient", default: 0))
    let kinds = 2 + rule.stateCount
    let count = node.node.inputs.count - 2
    guard count >= kinds, count % kinds == 0 else {
      throw .arity(of: "input", found: count + 2, accepted: kinds + 2...Int.max)
    }
    tensorCount = count / kinds
  }

  /// Adagrad: `decay_factor` (default 0), `epsilon` (1e-6), `norm_coefficient` (0).
  static func adagrad(_ node: NodeReader) throws(OperatorError) -> Optimizer {
    let decay = Double(try node.float("decay_factor", default: 0))
    return try Optimizer(.adagrad(decay: decay, epsilon: Double(node.float("epsilon", default: 1e-6))), node)
  }

  /// Adam: `alpha` (0.9), `beta` (0.999), `epsilon` (1e-6), `norm_coefficient` (0), `norm_coefficient_post` (0).
  static func adam(_ node: NodeReader) throws(OperatorError) -> Optimizer {
    let (alpha, beta) = (try node.float("alpha", default: 0.9), try node.float("beta", default: 0.999))
    let posterior = try node.float("norm_coefficient_post", default: 0)
    let rule = Rule.adam(
      alpha: Double(alpha), beta: Double(beta), epsilon: Double(try node.float("epsilon", default: 1e-6)),
      posterior: Double(posterior))
    return try Optimizer(rule, node)
  }

  /// Momentum: `alpha`, `beta`, `mode` (standard or nesterov) and `norm_coefficient`, all required.
  static func momentum(_ node: NodeReader) throws(OperatorError) -> Optimizer {
    let alpha = try node.required("alpha", node.float("alpha"))
    let beta = try node.required("beta", node.float("beta"))
    let mode = try node.required("mode", node.string("mode"))
    guard mode == "standard" || mode == "nesterov" else {
      throw .attribute("mode", found: mode, expected: "standard or nesterov")
    }
    return try Optimizer(
      .momentum(alpha: Double(alpha), beta: Double(beta), isNesterov: mode == "nesterov"), node)
  }

  func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let types: [DataType] = [.float32, .float64]
    _ = try inputs.required(0, of: types)
    _ = try inputs.required(1, of: [.int64])
    for index in 0..<tensorCount {
      for kind in 1..<2 + rule.stateCount {
        let other = 2 + kind * tensorCount + index
        _ = try inputs.required(other, of: types)
        if let needed = inputs[2 + index]?.extents {
          try inputs.check(other, extents: needed, "a gradient or state")
        }
      }
    }
    let states = (2 + 2 * tensorCount..<inputs.count).map { ValueFact(inputs[$0]?.dataType, inputs[$0]?.extents) }
    var tensors: [ValueFact] = []
    for index in 2..<2 + tensorCount {
      let tensor = try inputs.required(index, of: types)
      tensors.append(ValueFact(tensor.dataType, tensor.extents))
    }
    return tensors + states
  }

  func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    _ = try inferOutputs(of: InputFacts(inputs))
    let rate = try inputs.required(0).cast(to: .float64)
    guard rate.count == 1, let count = try inputs.required(1).integers.first else {
      throw .value("a learning rate and an update count of one element each are accepted")
    }
    let step = Step(
      rule: rule, rate: rate.withElements(as: Double.self) { $0[0] }, count: count, regularization: regularization)
    var tensors: [Tensor] = []
    var states = [[Tensor]](repeating: [], count: rule.stateCount)
    for index in 0..<tensorCount {
      var operands: [Tensor] = []
      for kind in 0..<2 + rule.stateCount { operands.append(try inputs.take(2 + kind * tensorCount + index)) }
      guard Set(operands.map(\.dataType)).count == 1 else {
        throw .value("a tensor, its gradient and its state are of different types")
      }
      var kernel = OptimizerKernel(step: step, operands: operands)
      let results = try operands[0].dataType.dispatch(&kernel)
      tensors.append(results[0])
      for kind in states.indices { states[kind].append(results[kind + 1]) }
    }
    return tensors + states.flatMap { $0 }
  }

  /// One update, with its numbers known.
  struct Step: Sendable {
    let rule: Rule
    let rate: Double
    let count: Int
    let regularization: Double

    /// The new value and states of one element.
    func callAsFunction(_ x: Double, gradient: Double, _ first: Double, _ second: Double) -> (
      Double, Double, Double
    ) {
      let gradient = regularization * x + gradient
      switch rule {
      case .adagrad(let decay, let epsilon):
        let sum = first + gradient * gradient
        return (x - rate / (1 + Double(count) * decay) * gradient / (sum.squareRoot() + epsilon), sum, 0)
      case .adam(let alpha, let beta, let epsilon, let posterior):
        let mean = alpha * first + (1 - alpha) * gradient
        let square = beta * second + (1 - beta) * gradient * gradient
        let correction =
          count > 0
          ? (1 - Double.pow(beta, Double(count))).squareRoot() / (1 - Double.pow(alpha, Double(count))) : 1
        let moved = x - rate * correction * mean / (square.squareRoot() + epsilon)
        return ((1 - posterior) * moved, mean, square)
      case .momentum(let alpha, let beta, let isNesterov):
        let velocity = alpha * first + (count > 0 ? beta : 1) * gradient
        return (x - rate * (isNesterov ? gradient + alpha * velocity : velocity), velocity, 0)
      }
    }
  }
}

/// A step over the elements of one tensor: its values, gradient and states.
private struct OptimizerKernel: RealVisitor {
  let step: Optimizer.Step
  let operands: [Tensor]

  mutating func visit<Element: RealElement>(_: Element.Type) throws(OperatorError) -> [Tensor] {
    let values = operands.map { $0.elements(as: Element.self) }
    let hasSecond = values.count == 4
    var results = [[Element]](repeating: [], count: values.count - 1)
    for i in values[0].indices {
      let second = hasSecond ? Double(values[3][i]) : 0
      let new = step(Double(values[0][i]), gradient: Double(values[1][i]), Double(values[2][i]), second)
      results[0].append(Element(new.0))
      results[1].append(Element(new.1))
      if hasSecond { results[2].append(Element(new.2)) }
    }
    let shape = operands[0].shape
    return results.map { elements in Tensor(shape, of: Element.self) { _ = $0.initialize(from: elements) } }
  }
}
