import ModelGraph
import ReferenceOperators
import Tensors

/// What an accelerator could compute of a node, before any accelerator is chosen.
package enum NodeProblem: Sendable {
  case convolution(ConvolutionProblem)
  case product(ProductProblem)

  /// The operators that accelerators run.
  package static let operators = ["Conv", "Gemm", "MatMul"]

  /// - Parameters:
  ///   - constants: inputs that are constant though their values are not at hand; those with a known value
  ///     need not be named.
  /// - Throws: ``LoweringObstacle`` for other operators, element types that the datapath does not have,
  ///   shapes that are unknown or empty, and attributes that no operator takes.
  package init(_ node: Node, inputs: InputFacts, constants: Set<Int> = []) throws(LoweringObstacle) {
    guard node.domain.isEmpty, Self.operators.contains(node.operatorType) else {
      throw LoweringObstacle("\(node.operatorType) is not one of \(Self.operators.joined(separator: ", "))")
    }
    let operands = try ProblemOperands(inputs, constants: constants)
    do throws(OperatorError) {
      let reader = NodeReader(node)
      switch node.operatorType {
      case "Conv": self = .convolution(try ConvolutionProblem(reader, operands))
      case "Gemm": self = .product(try ProductProblem(gemm: reader, operands))
      default: self = .product(try ProductProblem(matMul: operands))
      }
    } catch {
      throw LoweringObstacle(error)
    }
    guard common.macs != nil else { throw LoweringObstacle("more than 2^63 multiply-accumulates") }
  }

  /// Useful multiply-accumulates of the whole node.
  package var macs: Int { common.macs ?? .max }

  /// The input that is the weight: what pruning works on.
  package var weight: WeightInput? { common.weight }

  package var outputShape: Shape { common.outputShape }

  var common: any AcceleratedProblem {
    switch self {
    case .convolution(let problem): problem
    case .product(let problem): problem
    }
  }
}
