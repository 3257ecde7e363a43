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

  /// The product at the head, where there is one.
  static func product(_ evaluator: any Operator) -> (any ProductOperator)? {
    (evaluator as? HalfPrecision)?.wrapped as? any ProductOperator
  }

  /// The group's output.
  /// - Returns: `nil` where the members have to be evaluated one by one, which also finds the error if there is
  ///   one.
  func evaluate(_ inputs: OperatorInputs, in context: ExecutionContext) -> Tensor? {
    let head = members[0]
    guard let shape = outputShape(of: head, inputs),
      shape.count > 0, shape.count <= context.memoryLimit / MemoryLayout<Float>.stride
    else { return nil }
    let product = Self.product(head.evaluator)
    guard let program = program(shape, startsFromOperands: product == nil, inputs) else { return nil }
    guard let product else { return program.run(threads: context.threads) }
    let tensors = tensors(of: head, inputs)
    guard tensors.allSatisfy({ $0 == nil || $0?.dataType == .float32 }) else { return nil }
    do {
      return try product.evaluate(
        tensors, packed: packedWeights, then: program.steps.isEmpty ? nil : program, output: shape,
        threads: context.threads)
    } catch { return nil }
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
    case .function, .clamp, .clampToInputs, .leak, .hardSigmoid, .gelu, .normalization: 1
    }
  }
}
