import Tensors

/// A function of two tensors of one type, element by element with broadcasting.
///
/// Opset 7 and later: multidirectional broadcasting. Before: ``LegacyBroadcast``.
package struct BinaryMap<Function: BinaryFunction>: Operator {
  private let function: Function
  private let legacy: LegacyBroadcast?

  /// The function with multidirectional broadcasting.
  package init(_ function: Function) {
    self.function = function
    legacy = nil
  }

  package init(_ function: Function, _ node: NodeReader) throws(OperatorError) {
    self.function = function
    self.legacy = node.version < 7 ? try LegacyBroadcast(node) : nil
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let operands = try BinaryOperands(inputs, of: Function.types, legacy)
    return [ValueFact(operands.type, operands.extents)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let shape = try outputShape(of: inputs).shape
    let (left, right) = try BinaryOperands.take(from: &inputs, legacy)
    return [try function.combine(left, right, to: shape, threads: context.threads)]
  }
}

/// What two operands that broadcast have in common.
package struct BinaryOperands {
  package let type: DataType?
  package let extents: [Int?]?

  package init(_ inputs: InputFacts, of types: [DataType], _ legacy: LegacyBroadcast?) throws(OperatorError) {
    let left = try inputs.required(0)
    let right = try inputs.required(1)
    type = try inputs.commonType(0..<2, of: types)
    if let legacy, let whole = left.extents, let part = right.extents {
      _ = try legacy.aligned(part, to: whole)
      extents = whole
    } else {
      extents = try BroadcastShape.extents(of: [left.extents, right.extents])
    }
  }

  /// The operands' values, in shapes that broadcast multidirectionally.
  package static func take(
    from inputs: inout OperatorInputs, _ legacy: LegacyBroadcast?
  ) throws(OperatorError) -> (left: Tensor, right: Tensor) {
    let left = try inputs.take(0)
    var right = try inputs.take(1)
    if let legacy {
      let aligned = try legacy.aligned(right.shape.extents, to: left.shape.extents)
      right = try right.withShape(Shape(checked: aligned.compactMap { $0 }))
    }
    return (left, right)
  }
}

/// The loop of a binary function; the result takes the memory of an operand that nobody else refers to.
package struct BinaryKernel<Function: BinaryFunction>: ArithmeticVisitor {
  package let function: Function
  package var left: Tensor
  package var right: Tensor
  package let shape: Shape
  package var threads = 1

  package mutating func visit<Element: ArithmeticElement>(_: Element.Type) throws(OperatorError) -> Tensor {
    let function = ElementPair<Function, Element>(function: function)
    try right.withElements(as: Element.self) { (b) throws(OperatorError) in try self.function.check(right: b) }
    let walk = BroadcastWalk([left.shape, right.shape], to: shape)
    if left.shape == shape, left.isUniquelyOwned() {
      right.withElements(as: Element.self) { b in
        left.withMutableElements(as: Element.self) { a in
          walk.combine(UnsafeBufferPointer(a), b, into: a, threads: threads, function)
        }
      }
      return left
    }
    if right.shape == shape, right.isUniquelyOwned() {
      left.withElements(as: Element.self) { a in
        right.withMutableElements(as: Element.self) { b in
          walk.combine(a, UnsafeBufferPointer(b), into: b, threads: threads, function)
        }
      }
      return right
    }
    return left.withElements(as: Element.self) { a in
      right.withElements(as: Element.self) { b in
        Tensor(left.dataType, shape) { (raw: UnsafeMutableRawBufferPointer) in
          walk.combine(a, b, into: raw.bindMemory(to: Element.self), threads: threads, function)
        }
      }
    }
  }
}
