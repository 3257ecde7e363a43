import Tensors

/// Equal (ONNX Operators).
package struct IsEqual: Relation {
  package static var types: [DataType] { DataType.numbersAndBool + [.string] }
  package func callAsFunction<Element: Comparable>(_ a: Element, _ b: Element) -> Bool { a == b }
}

/// Greater (ONNX Operators).
package struct IsGreater: Relation {
  package static var types: [DataType] { DataType.numbers }
  package func callAsFunction<Element: Comparable>(_ a: Element, _ b: Element) -> Bool { a > b }
}

/// GreaterOrEqual-12 (ONNX Operators).
package struct IsGreaterOrEqual: Relation {
  package static var types: [DataType] { DataType.numbers }
  package func callAsFunction<Element: Comparable>(_ a: Element, _ b: Element) -> Bool { a >= b }
}

/// Less (ONNX Operators).
package struct IsLess: Relation {
  package static var types: [DataType] { DataType.numbers }
  package func callAsFunction<Element: Comparable>(_ a: Element, _ b: Element) -> Bool { a < b }
}

/// LessOrEqual-12 (ONNX Operators).
package struct IsLessOrEqual: Relation {
  package static var types: [DataType] { DataType.numbers }
  package func callAsFunction<Element: Comparable>(_ a: Element, _ b: Element) -> Bool { a <= b }
}

/// A relation between two tensors of one type with broadcasting; the result is bool.
///
/// Opset 6 and before: ``LegacyBroadcast``.
package struct Comparison<Compared: Relation>: Operator {
  private let relation: Compared
  private let legacy: LegacyBroadcast?

  package init(_ relation: Compared, _ node: NodeReader) throws(OperatorError) {
    self.relation = relation
    self.legacy = node.version < 7 ? try LegacyBroadcast(node) : nil
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    [ValueFact(.bool, try BinaryOperands(inputs, of: Compared.types, legacy).extents)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let shape = try outputShape(of: inputs).shape
    let (left, right) = try BinaryOperands.take(from: &inputs, legacy)
    return [try relation.compare(left, right, to: shape, threads: context.threads)]
  }
}

/// The loop of ``Relation/compare(_:_:to:threads:)``.
struct ComparisonKernel<Compared: Relation>: ArithmeticVisitor {
  let relation: Compared
  let left: Tensor
  let right: Tensor
  let shape: Shape
  let threads: Int

  mutating func visit<Element: ArithmeticElement>(_: Element.Type) -> Tensor {
    left.withElements(as: Element.self) { a in right.withElements(as: Element.self) { b in result(a, b) } }
  }

  func compare(_ a: [String], _ b: [String]) -> Tensor {
    a.withUnsafeBufferPointer { a in b.withUnsafeBufferPointer { b in result(a, b) } }
  }

  private func result<Element: Comparable>(
    _ a: UnsafeBufferPointer<Element>, _ b: UnsafeBufferPointer<Element>
  ) -> Tensor {
    Tensor(shape, of: Bool.self) { result in
      BroadcastWalk([left.shape, right.shape], to: shape).combine(
        a, b, into: result, threads: threads, Related(relation: relation))
    }
  }
}

/// A relation on one element type.
private struct Related<Compared: Relation, Element: Comparable>: PairFunction {
  let relation: Compared

  func callAsFunction(_ a: Element, _ b: Element) -> Bool { relation(a, b) }
}
