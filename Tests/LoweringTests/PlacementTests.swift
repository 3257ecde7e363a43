import Hardware
import Lowering
import ModelGraph
import ReferenceOperators
import Tensors
import Testing

@Suite struct PlacementTests {
  private func reason(
    _ node: Node, _ facts: [ValueFact?], on hardware: HardwareConfiguration = machine(.maeriDense)
  ) -> String? {
    guard case .processor(let reason) = Placement(of: node, inputs: InputFacts(facts), on: hardware) else {
      return nil
    }
    return reason.description
  }

  private func float(_ extents: [Int?]?) -> ValueFact { ValueFact(.float32, extents) }

  @Test("nodes that the array cannot run stay on the processor and say why")
  func reasons() {
    let cases: [(Node, [ValueFact?], String)] = [
      (node("Relu"), [float([2, 3])], "Relu is not one of Conv, Gemm, MatMul"),
      (node("MatMul"), [ValueFact(.int32, [2, 3]), ValueFact(.int32, [3, 2])], "input 0 is of type int32"),
      (node("MatMul"), [ValueFact(.float64, [2, 3]), ValueFact(.float64, [3, 2])], "input 0 is of type double"),
      (node("MatMul"), [float([2, nil]), float([3, 2])], "the shape of input 0 is not known"),
      (node("MatMul"), [float([2, 3]), .unknown], "the type of input 1 is not known"),
      (node("MatMul"), [float([2, 3]), float(nil)], "the shape of input 1 is not known"),
      (node("MatMul"), [float([0, 3]), float([3, 2])], "input 0 is empty"),
      (node("MatMul"), [float([2, 0]), float([0, 2])], "input 0 is empty"),
      (node("MatMul"), [float([2, 3]), ValueFact(.float16, [3, 2])], "inputs of different types"),
      (node("MatMul"), [float([2, 3])], "input 1 is missing"),
      (node("MatMul"), [], "there are no inputs"),
      (node("MatMul"), [float([]), float([3])], "a scalar"),
      (node("MatMul"), [float([2, 3]), float([4, 2])], "3 columns on the left where there are 4 rows"),
      (node("MatMul"), [float([2, 2, 3]), float([3, 3, 2])], "do not broadcast"),
      (node("Gemm"), [float([3]), float([3, 2])], "where Gemm takes matrices"),
      (node("Gemm"), [float([2, 3]), float([3, 2]), float([3, 2])], "C [3x2] does not broadcast to [2x2]"),
      (node("Gemm", ["alpha": .int(1)]), [float([2, 3]), float([3, 2])], "attribute `alpha` is INT"),
      (node("Conv"), [float([1, 2, 5]), float([3, 3, 3])], "2 input channels"),
      (node("Conv", ["strides": .ints([0])]), [float([1, 2, 5]), float([3, 2, 3])], "attribute `strides`"),
      (node("Conv"), [float([1, 2, 5]), float([3, 2, 3]), float([2])], "a bias [2] where there are 3 filters"),
      (node("Conv"), [float([1, 1, 2, 2, 2, 2]), float([1, 1, 1, 1, 1, 1])], "three spatial axes"),
    ]
    for (node, facts, expected) in cases {
      let found = reason(node, facts)
      #expect(found?.contains(expected) == true, "\(expected): \(found ?? "accelerated")")
    }
  }

  @Test("a node of another domain is not ONNX's operator of that name")
  func domain() {
    let foreign = Node("MatMul", domain: "com.example", opsetVersion: 1, inputs: ["a", "b"], outputs: ["y"])
    #expect(reason(foreign, [float([2, 3]), float([3, 2])]) != nil)
  }

  @Test("sizes beyond what can be counted stay on the processor instead of overflowing")
  func huge() {
    let matrix = float([1 << 23, 1 << 24])
    #expect(reason(node("MatMul"), [matrix, float([1 << 24, 1 << 23])]) == "more than 2^63 multiply-accumulates")
    // im2col would repeat the input 2^20 times.
    let input = float([1, 1, 1 << 40])
    let dilated = node("Conv", ["dilations": .ints([2])])
    #expect(reason(dilated, [input, float([1, 1, 1 << 20])])?.contains("2^48 elements or more") == true)
  }

  @Test("an input that is constant without its value at hand counts as weight")
  func missingWeights() throws {
    let placement = Placement(
      of: node("MatMul"), inputs: InputFacts([float([2, 3]), float([3, 2])]), constants: [1],
      on: machine(.sigmaSparseGEMM))
    guard case .accelerator(let lowered) = placement else { throw UnexpectedPlacement(placement: placement) }
    #expect(lowered.weight?.index == 1 && lowered.weightOperand == .right)
  }

  @Test("values of other shapes or types than inferred are refused, not read")
  func mismatch() throws {
    let a = try Tensor(Shape([2, 3]), [Float](repeating: 1, count: 6))
    let b = try Tensor(Shape([3, 2]), [Float](repeating: 1, count: 6))
    let lowered = try lower(node("MatMul"), [a, b], on: machine(.tpuDense))
    for wrong in [[b, b], [a, nil], [a], [a, b.fromFloat32(to: .float16)]] as [[Tensor?]] {
      let error = #expect(throws: LoweringError.self) { try lowered.bind(wrong) }
      #expect(error?.description.contains("node `layer`") == true)
    }
  }
}
