import CycleSimulator
import Tensors
import TestSupport
import Testing
import Workload
import stonne

@Suite("STONNE's test of the outputs")
struct StonneVerdictTests {
  private let product = Layer.denseGEMM(MatrixShape(m: 1, n: 3, k: 2))

  @Test("equal outputs pass, within 0.05")
  func equal() {
    #expect(StonneVerdict(of: product, simulated: [1, 2.04, 3], computed: [1, 2, 3]).passed)
  }

  @Test("one output that differs fails, and is named")
  func different() {
    let verdict = StonneVerdict(of: product, simulated: [1, 2, 3.1], computed: [1, 2, 3])
    #expect(!verdict.passed)
    #expect(verdict.text.contains("ERROR position 2: Value ofmap simulator: 3.1. Value ofmap CPU: 3"))
    #expect(verdict.text.contains("T test not passed"))
    #expect(!StonneVerdict(of: product, simulated: [.nan, 2, 3], computed: [1, 2, 3]).passed)
  }

  @Test("sums that floats cannot hold exactly pass by a relative tolerance")
  func large() {
    #expect(StonneVerdict(of: product, simulated: [0, 0, 33_554_432], computed: [0, 0, 33_554_435]).passed)
    #expect(!StonneVerdict(of: product, simulated: [0, 0, 33_555_432], computed: [0, 0, 33_554_432]).passed)
  }
}

@Suite("Outputs in whole numbers")
struct WholeNumberOutputsTests {
  @Test(
    "they equal plain loops over floats",
    arguments: [
      Layer.convolution(ConvolutionShape(r: 2, s: 3, c: 6, k: 4, g: 2, n: 2, x: 7, y: 9, stride: 2)),
      .denseGEMM(MatrixShape(m: 3, n: 5, k: 7)),
      .sparseGEMM(MatrixShape(m: 5, n: 4, k: 9), SparseGEMMOptions(dataflow: .leftStationary)),
      .sparseDense(MatrixShape(m: 4, n: 6, k: 8)),
    ])
  func outputs(layer: Layer) {
    var random = GlibcRandom()
    let operands = LayerOperands(
      left: random.sparseOperand(count: layer.leftCount, sparsity: 30),
      right: random.denseOperand(count: layer.rightCount))
    #expect(WholeNumberOutputs(of: layer, operands).values.map { Float($0) } == plainOutput(of: layer, operands))
  }
}
