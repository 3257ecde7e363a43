import ReferenceOperators
import Tensors

/// The inputs of a Conv, Gemm or MatMul: of one floating-point type, of known shapes, none of them empty.
struct ProblemOperands: Sendable {
  let dataType: DataType
  let shapes: [Shape?]
  private let constants: Set<Int>

  init(_ inputs: InputFacts, constants: Set<Int>) throws(LoweringObstacle) {
    var shapes: [Shape?] = []
    var dataType: DataType?
    for (index, fact) in inputs.facts.enumerated() {
      guard let fact else {
        shapes.append(nil)
        continue
      }
      guard let type = fact.dataType else { throw LoweringObstacle("the type of input \(index) is not known") }
      guard Self.accepted.contains(type) else {
        let accepted = Self.accepted.map(\.name).joined(separator: ", ")
        throw LoweringObstacle("input \(index) is of type \(type.name); the datapath computes \(accepted)")
      }
      guard dataType ?? type == type else { throw LoweringObstacle("inputs of different types") }
      guard let shape = fact.shape else { throw LoweringObstacle("the shape of input \(index) is not known") }
      guard shape.count > 0 else { throw LoweringObstacle("input \(index) is empty") }
      dataType = type
      shapes.append(shape)
    }
    guard let dataType else { throw LoweringObstacle("there are no inputs") }
    self.dataType = dataType
    self.shapes = shapes
    self.constants = constants.union(inputs.facts.indices.filter { inputs[$0]?.constant != nil })
  }

  /// The array computes in float32; the 16-bit types are widened before and rounded after.
  private static let accepted: [DataType] = [.float32, .float16, .bfloat16]

  /// The shape of an input that is there, `nil` where it is omitted.
  subscript(index: Int) -> Shape? { index < shapes.count ? shapes[index] : nil }

  func required(_ index: Int) throws(OperatorError) -> Shape {
    guard let shape = self[index] else { throw .missingInput(index: index) }
    return shape
  }

  func isConstant(_ index: Int) -> Bool { constants.contains(index) }
}
