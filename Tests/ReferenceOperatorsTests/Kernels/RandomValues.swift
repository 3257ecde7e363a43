import ModelGraph
import ReferenceOperators
import Tensors

/// Seeded values and geometries for property tests.
struct RandomValues {
  private var generator: SplitMix64

  init(seed: UInt64) { generator = SplitMix64(seed: seed) }

  mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

  mutating func ints(_ count: Int, _ range: ClosedRange<Int>) -> [Int] { (0..<count).map { _ in int(range) } }

  mutating func chance(_ percent: Int) -> Bool { int(1...100) <= percent }

  /// Multiples of 1/8 in -2...2: sums of their products are exact in Float, whatever the order.
  mutating func exactFloats(_ count: Int) -> [Float] { ints(count, -16...16).map { Float($0) / 8 } }

  mutating func floats(_ count: Int) -> [Float] { (0..<count).map { _ in generator.nextUnit() * 2 - 1 } }

  mutating func tensor(_ extents: [Int]) throws -> Tensor {
    let shape = try Shape(extents)
    return try Tensor(shape, exactFloats(shape.count))
  }
}

/// Makes an operator from the standard table and evaluates it once.
func evaluate(
  _ type: String, _ inputs: [Tensor?], outputs: Int = 1, opset: Int = 22, domain: String = "", threads: Int = 1,
  _ attributes: [String: Attribute] = [:]
) throws -> [Tensor] {
  let node = Node(
    type, domain: domain, opsetVersion: opset, inputs: inputs.enumerated().map { $1 == nil ? "" : "x\($0)" },
    outputs: (0..<outputs).map { "y\($0)" }, attributes: attributes)
  guard let definition = OperatorTable.standard.definition(for: node) else {
    throw OperatorError.unsupported("\(type) \(opset)")
  }
  let evaluator = try definition.makeOperator(for: node)
  let facts = InputFacts(inputs.map { $0.map { ValueFact($0.dataType, $0.shape.extents) } })
  let inferred = try evaluator.inferOutputs(of: facts)
  var arguments = OperatorInputs(inputs)
  let values = try evaluator.evaluate(&arguments, in: ExecutionContext(threads: threads))
  // What is not known yet refuses nothing that runs.
  let vaguer = try facts.vaguer.map { try evaluator.inferOutputs(of: $0) }
  for (fact, value) in ([inferred] + vaguer).flatMap({ zip($0, values) }) {
    guard fact.dataType == nil || fact.dataType == value.dataType,
      fact.extents.map({
        zip($0, value.shape.extents).allSatisfy { $0 == nil || $0 == $1 } && $0.count == value.shape.rank
      })
        ?? true
    else {
      throw OperatorError.shape("inferred \(fact), computed \(value.dataType) \(value.shape)")
    }
  }
  return values
}

/// Makes an operator of the standard table and evaluates it once, on values of any kind.
func evaluateValues(
  _ type: String, _ inputs: [Value?], outputs: Int = 1, opset: Int = 22, domain: String = "",
  _ attributes: [String: Attribute] = [:]
) throws -> [Value] {
  let node = Node(
    type, domain: domain, opsetVersion: opset, inputs: inputs.enumerated().map { $1 == nil ? "" : "x\($0)" },
    outputs: (0..<outputs).map { "y\($0)" }, attributes: attributes)
  guard let definition = OperatorTable.standard.definition(for: node) else {
    throw OperatorError.unsupported("\(type) \(opset)")
  }
  var arguments = OperatorInputs(values: inputs)
  return try definition.makeOperator(for: node).evaluateValues(&arguments, in: ExecutionContext())
}

extension Attribute {
  static func list(_ values: [Int]) -> Attribute { .ints(values.map(Int64.init)) }
  static func text(_ value: String) -> Attribute { .string(Array(value.utf8)) }
}
