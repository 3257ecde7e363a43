import CycleSimulator
import Hardware
import Tensors
import Testing
import Workload

/// Outputs in hardware order, in bulk. That they are those of stepping is tested with the engines.
@Suite struct DenseProductTests {
  /// Virtual neurons that lie on the tree in many ways, and folds that do not divide the sums.
  private static let tiles: [(Layer, Tile)] = [
    (.denseGEMM(MatrixShape(m: 7, n: 70, k: 100)), Tile(m: 2, n: 3, k: 7)),
    (.denseGEMM(MatrixShape(m: 70, n: 5, k: 900)), Tile(m: 1, n: 5, k: 9)),
    (.denseGEMM(MatrixShape(m: 3, n: 33, k: 64)), Tile(m: 1, n: 2, k: 16)),
    (.denseGEMM(MatrixShape(m: 9, n: 33, k: 50)), Tile(m: 1, n: 1, k: 50)),
    (.convolution(ConvolutionShape(r: 3, s: 3, c: 5, k: 9, x: 12, y: 13)), Tile(r: 3, s: 3, c: 2, k: 3)),
    (
      .convolution(ConvolutionShape(r: 5, s: 4, c: 6, k: 4, g: 2, x: 15, y: 17, stride: 2)), Tile(r: 5, s: 4, k: 2)
    ),
    (.convolution(ConvolutionShape(r: 3, s: 3, c: 40, k: 40, g: 40, x: 9, y: 9)), Tile(r: 3, s: 3, g: 2, x: 3)),
  ]

  @Test("every instruction set gives the same bits, on any number of threads", arguments: DatapathTarget.allCases)
  func bits(target: DatapathTarget) throws {
    guard target.isSupported else { return }
    var random = SplitMix64(seed: 11)
    let threads = Workers(count: 3) { tasks, body in for task in (0..<tasks).reversed() { body(task) } }
    for (layer, tile) in Self.tiles {
      let operands = LayerOperands(
        left: (0..<layer.leftCount).map { _ in random.nextUnit() - 0.5 },
        right: (0..<layer.rightCount).map { _ in random.nextUnit() - 0.5 })
      for reduceNetwork in [HardwareConfiguration.ReduceNetwork.augmentedTree, .foldingTree] {
        for buffer in [0, 1] {
          let hardware = HardwareConfiguration(
            multipliers: 64, reduceNetwork: reduceNetwork, accumulationBuffer: buffer)
          let base = try #require(DenseProduct(layer, tile: tile, on: hardware, target: .baseline))
          let product = try #require(DenseProduct(layer, tile: tile, on: hardware, target: target))
          let expected = base.outputs(operands).map(\.bitPattern)
          #expect(product.outputs(operands).map(\.bitPattern) == expected, "\(layer) \(tile)")
          #expect(product.outputs(operands, workers: threads).map(\.bitPattern) == expected, "\(layer) \(tile)")
        }
      }
    }
  }

  @Test("a virtual neuron of 64 is added up as a tree, one behind the other where it is folded")
  func order() throws {
    var random = SplitMix64(seed: 12)
    let hardware = HardwareConfiguration(multipliers: 64, accumulationBuffer: 1)
    let left = (0..<128).map { _ in random.nextUnit() - 0.5 }
    let right = (0..<128).map { _ in random.nextUnit() - 0.5 }
    let layer = Layer.denseGEMM(MatrixShape(m: 1, n: 1, k: 128))
    let product = try #require(DenseProduct(layer, tile: Tile(m: 1, n: 1, k: 64), on: hardware))
    var folds = [0, 64].map { fold in (0..<64).map { left[fold + $0] * right[fold + $0] } }
    for fold in folds.indices {
      while folds[fold].count > 1 {
        let sums = folds[fold]
        folds[fold] = stride(from: 0, to: sums.count, by: 2).map { sums[$0] + sums[$0 + 1] }
      }
    }
    let outputs = product.outputs(LayerOperands(left: left, right: right))
    #expect(outputs[0].bitPattern == (folds[0][0] + folds[1][0]).bitPattern)
  }

  @Test("sparse controllers have none")
  func sparse() {
    let layer = Layer.sparseDense(MatrixShape(m: 2, n: 2, k: 2))
    let hardware = HardwareConfiguration(controller: .magmaSparseDense, multipliers: 16)
    #expect(DenseProduct(layer, tile: Tile(m: 1, n: 1, k: 2), on: hardware) == nil)
  }
}
