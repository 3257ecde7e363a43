import ModelGraph
import Tensors

/// Nodes that are evaluated as one: a product or an elementwise operator, and elementwise operators on its result
/// that nobody else sees.
///
/// Nothing about it depends on shapes or types: where they turn out to be such that the kernels cannot do it, the
/// members are evaluated one after the other.
struct FusedGroup: Sendable {
  /// Where a member's input comes from.
  enum Source: Sendable {
    /// The group's inputs, by position.
    case input(Int)
    /// The output of an earlier member.
    case member(Int)
  }

  struct Member: Sendable {
    /// Index into ``ExecutionPlan/nodes``.
    let node: Int
    let evaluator: any Operator
    let sources: [Source?]
    /// `nil` for a product.
    let form: ElementForm?
  }

  /// In the order of the graph; the last one's output is the group's.
  let members: [Member]
  /// Of the product at the head.
  let packedWeights: PackedOperand?
  /// Constants of a 16-bit type as floats, by their position among the group's inputs.
  let widenedConstants: [Int: Tensor]

  /// The product at the head, where there is one.
  static func product(_ evaluator: any Operator) -> (any ProductOperator)? {
    (evaluator as? HalfPrecision)?.wrapped as? any ProductOperator
  }

  /// The group's output.
  /// - Returns: `nil` where the members have to be evaluated one by one, which also finds the error if there is
  ///   one.
  func evaluate(_ inputs: OperatorInputs, in context: ExecutionContext) -> Tensor? {
    let head = members[0]
    guard let type = commonType(of: inputs), let shape = outputShape(of: head, inputs),
      shape.count > 0, shape.count <= context.memoryLimit / MemoryLayout<Float>.stride
    else { return nil }
    let threads = context.threads
    let operands = type == .float32 ? inputs : widened(inputs, threads: threads)
    let product = Self.product(head.evaluator)
    guard let program = program(shape, startsFromOperands: product == nil, operands) else { return nil }
    guard let product else { return program.run(threads: threads)?.narrowed(to: type, threads: threads) }
    do {
      return try product.evaluate(
        tensors(of: head, operands), packed: packedWeights, then: program.steps.isEmpty ? nil : program,
        output: shape, threads: threads)?.narrowed(to: type, threads: threads)
    } catch { return nil }
  }

  /// The type that all inputs but zero points have, where it is one that the kernels compute or that is widened for
  /// them.
  private func commonType(of inputs: OperatorInputs) -> DataType? {
    var common: DataType?
    for index in 0..<inputs.count {
      guard let type = inputs[index]?.dataType, !DataType.bytes.contains(type) else { continue }
      guard type == common ?? type, type == .float32 || type == .float16 || type == .bfloat16 else { return nil }
      common = type
    }
    return common
  }

  /// The inputs as floats; weights that are packed stay as they are.
  private func widened(_ inputs: OperatorInputs, threads: Int) -> OperatorInputs {
    OperatorInputs(
      (0..<inputs.count).map { index in
        packedWeights != nil && index == weightsPosition
          ? inputs[index] : widenedConstants[index] ?? inputs[index]?.widened(threads: threads)
      })
  }

  /// Where the weights of the product at the head are among the group's inputs.
  var weightsPosition: Int? {
    guard members[0].sources.count > 1, case .input(let position)? = members[0].sources[1] else { return nil }
    return position
  }

  private func tensors(of member: Member, _ inputs: OperatorInputs) -> [Tensor?] {
    member.sources.map { source in if case .input(let index)? = source { inputs[index] } else { nil } }
  }

  private func outputShape(of head: Member, _ inputs: OperatorInputs) -> Shape? {
    let facts = tensors(of: head, inputs).map { $0.map { ValueFact($0.dataType, $0.shape.extents) } }
    do { return try head.evaluator.inferOutputs(of: InputFacts(facts)).first?.shape } catch { return nil }
  }

  /// The members' steps, all of them on values of one shape.
  private func program(_ shape: Shape, startsFromOperands: Bool, _ inputs: OperatorInputs) -> ElementProgram? {
    var program = ElementProgram(shape)
    // Of every member, once its steps are there.
    var results: [ElementProgram.Source] = startsFromOperands ? [] : [.value(0)]
    for member in members.dropFirst(results.count) {
      guard let form = member.form else { return nil }
      let parameters = tensors(of: member, inputs)
      var values: [ElementProgram.Source?] = []
      for (position, source) in member.sources.enumerated() {
        switch source {
        case nil: values.append(nil)
        case .member(let index)?: values.append(results[index])
        case .input?:
          // The parameters of a form are no operands: it reads them now.
          guard position < form.operandCount else {
            values.append(.value(0))
            continue
          }
          guard let operand = parameters[position].flatMap({ program.operand($0) }) else { return nil }
          values.append(operand)
        }
      }
      guard program.append(form, values: values, parameters: parameters) else { return nil }
      results.append(program.result)
    }
    return program
  }
}

extension ElementForm {
  /// Inputs from the first on that are elements; the others are parameters.
  var operandCount: Int {
    switch self {
    case .binary, .sum: .max
    case .function, .clamp, .clampToInputs, .leak, .hardSigmoid, .gelu, .normalization, .quantization,
      .dequantization:
      1
    }
  }
}
