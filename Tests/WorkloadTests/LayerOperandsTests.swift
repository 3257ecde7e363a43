import Testing
import Workload

@Suite struct LayerOperandsTests {
  @Test("a convolution's operands are its padded input and the filters of all groups")
  func convolution() {
    let layer = Layer.convolution(ConvolutionShape(r: 3, s: 2, c: 4, k: 6, g: 2, n: 2, x: 7, y: 5, stride: 2))
    #expect(layer.leftCount == 2 * 7 * 5 * 4)
    #expect(layer.rightCount == 6 * 3 * 2 * 2)
    #expect(layer.outputCount == 2 * 3 * 2 * 6)
  }

  @Test("a product's operands are M x K and K x N on every controller")
  func product() {
    let shape = MatrixShape(m: 2, n: 3, k: 5)
    let sparse = SparseGEMMOptions(dataflow: .leftStationary)
    for layer in [Layer.denseGEMM(shape), .sparseGEMM(shape, sparse), .sparseDense(shape)] {
      #expect(layer.leftCount == 10 && layer.rightCount == 15 && layer.outputCount == 6)
    }
  }
}
