import CKernels
import Tensors

/// A chain of elementwise operators on float32 values of one shape, run as a whole on one row after another
/// (`ck_program`), so that what lies between two operators never leaves the first-level cache.
struct ElementProgram {
  /// What a step reads: what an earlier step computed, or an operand that broadcasts to the shape.
  enum Source: Equatable {
    /// 0 is what the result's memory holds at the start; step i computes i + 1.
    case value(Int)
    case operand(Int)
  }

  struct Step {
    var operation: ck_operation
    var left: Source
    var right: Source
    /// The operation's parameters.
    var low: Float = 0
    var high: Float = 0
  }

  let shape: Shape
  private(set) var operands: [Tensor] = []
  private(set) var steps: [Step] = []

  init(_ shape: Shape) { self.shape = shape }

  /// What the last step computes.
  var result: Source { .value(steps.count) }

  /// - Returns: `nil` for a tensor that is not float32 or does not stretch to the shape.
  mutating func operand(_ tensor: Tensor) -> Source? {
    guard tensor.dataType == .float32, tensor.shape.rank <= shape.rank else { return nil }
    let missing = shape.rank - tensor.shape.rank
    for axis in 0..<tensor.shape.rank where ![1, shape[missing + axis]].contains(tensor.shape[axis]) { return nil }
    operands.append(tensor.aligned())
    return .operand(operands.count - 1)
  }

  /// Adds a step; the operand of a sum or product that is computed goes to the left.
  mutating func append(
    _ operation: ck_operation, _ left: Source, _ right: Source? = nil, low: Float = 0, high: Float = 0
  ) {
    var (left, right) = (left, right ?? left)
    if case .operand = left, case .value = right, operation == ck_add || operation == ck_multiply_elements {
      swap(&left, &right)
    }
    steps.append(Step(operation: operation, left: left, right: right, low: low, high: high))
  }

  /// The first step, where it works on the value at the start and no other step needs that.
  var leadingStep: Step? {
    guard let first = steps.first, first.left == .value(0) else { return nil }
    let isUsedLater = steps.dropFirst().contains { $0.left == .value(0) || $0.right == .value(0) }
    let isSquare = first.right == .value(0) && first.operation.readsRight
    return isUsedLater || isSquare ? nil : first
  }

  /// Takes the leading step out: somebody else computes the value before the program starts.
  mutating func removeLeadingStep() {
    let earlier = { (source: Source) -> Source in
      if case .value(let index) = source { .value(max(index - 1, 0)) } else { source }
    }
    steps.removeFirst()
    for index in steps.indices {
      steps[index].left = earlier(steps[index].left)
      steps[index].right = earlier(steps[index].right)
    }
  }

  /// The operand's elements along one axis of the shape, where it varies along no other.
  func values(of source: Source, along axis: Int) -> [Float]? {
    guard case .operand(let index) = source else { return nil }
    let operand = operands[index]
    if operand.count == 1 {
      return [Float](repeating: operand.withElements(as: Float.self) { $0[0] }, count: shape[axis])
    }
    let missing = shape.rank - operand.shape.rank
    guard axis >= missing, operand.shape[axis - missing] == operand.count else { return nil }
    return operand.elements()
  }
}

extension ck_operation {
  /// Whether an instruction looks at its right register.
  var readsRight: Bool { [ck_add, ck_subtract, ck_multiply_elements, ck_divide].contains(self) }
}
