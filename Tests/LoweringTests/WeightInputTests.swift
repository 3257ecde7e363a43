import Lowering
import ModelGraph
import Sparsity
import Tensors
import Testing

/// Whether pruning and the array mean the same by a feature and its weights.
@Suite struct WeightInputTests {
  private static let forms: [(node: Node, left: [Int], right: [Int], weight: Int)] = [
    (node("MatMul"), [4, 5], [5, 3], 1), (node("MatMul"), [3, 5], [5, 4], 0), (node("MatMul"), [4, 5], [5], 1),
    (node("MatMul"), [2, 4, 5], [2, 5, 3], 1), (node("MatMul"), [2, 3, 5], [2, 5, 4], 0),
    (node("Gemm"), [4, 5], [5, 3], 1), (node("Gemm", ["transB": .int(1)]), [4, 5], [3, 5], 1),
    (node("Gemm"), [3, 5], [5, 4], 0), (node("Gemm", ["transA": .int(1)]), [5, 3], [5, 4], 0),
    (node("Conv", ["dilations": .ints([2])]), [1, 2, 9], [3, 2, 3], 1),
  ]

  @Test("the weight's layout names the elements that reach the array as that feature's", arguments: forms.indices)
  func layout(index: Int) throws {
    let form = Self.forms[index]
    var random = SplitMix64(seed: 11)
    let inputs = [try integers(form.left, &random), try integers(form.right, &random)]
    let weights = inputs[form.weight].elements(as: Float.self)
    for machine in machines {
      let lowered = try lower(form.node, inputs, constants: [form.weight], on: machine)
      let weight = try #require(lowered.weight)
      #expect(weight.index == form.weight && weight.layout.count == weights.count)
      let bound = try lowered.bind(inputs)
      for matrix in 0..<weight.layout.matrices {
        let operands = bound.operands(ofRun: matrix)
        let isLeft = lowered.weightOperand == .left
        let operand = isLeft ? operands.left : operands.right
        // Features are rows of what is dense or on the left, columns of a sparse right operand.
        let rows = isLeft || lowered.layer.operation == "DenseGEMM"
        let (features, depth) = (weight.layout.features, operand.count / weight.layout.features)
        for feature in 0..<features {
          for element in 0..<weight.layout.depth {
            let found = operand[rows ? feature * depth + element : element * features + feature]
            let offset = weight.layout.offset(matrix: matrix, feature: feature, depthIndex: element)
            #expect(found == weights[offset], "\(machine.controller)")
          }
        }
      }
    }
  }
}
