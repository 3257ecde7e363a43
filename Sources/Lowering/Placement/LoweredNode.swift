import Hardware
import Sparsity
import Tensors
import Workload

/// A node as layers of an accelerator: `runs` times the same layer, on different values.
package struct LoweredNode: Sendable {
  /// One of a layer's two operands.
  package enum Operand: Sendable { case left, right }

  /// The node's name as reports call it.
  package let name: String
  package let problem: NodeProblem
  package let layer: Layer
  /// Layers behind the node: images, groups, matrices of a batch.
  package let runs: Int
  /// The layer's operand that holds the weight; `nil` where both are activations.
  package let weightOperand: Operand?
  /// Why a convolution goes through im2col; `nil` where it does not.
  package let im2colReason: LoweringObstacle?
  let layout: any RunLayout

  /// - Throws: ``LoweringObstacle`` where one run's operands are beyond what memory can be addressed for.
  package init(
    _ problem: NodeProblem, name: String, on hardware: HardwareConfiguration,
    options: LoweringOptions = LoweringOptions()
  ) throws(LoweringObstacle) {
    switch problem {
    case .convolution(let convolution):
      do throws(LoweringObstacle) {
        let direct = try DirectConvolution(
          convolution.geometry, on: hardware, filtersMayExceedArray: options.filtersMayExceedArray)
        self.init(problem, name: name, direct, weightIsLeft: false)
      } catch {
        let products = try ProductLayout(
          .convolution(convolution), on: hardware.controller, optimize: options.optimize)
        self.init(problem, name: name, products, weightIsLeft: true, im2colReason: error)
      }
    case .product(let product):
      // Of two activations MAGMA reads the left one as sparse; elsewhere the right one plays the weight.
      let side = product.weightSide ?? (hardware.controller == .magmaSparseDense ? .left : .right)
      let products = try ProductLayout(
        .product(product, featuresFrom: side), on: hardware.controller, optimize: options.optimize)
      self.init(problem, name: name, products, weightIsLeft: products.arrangement.leftIsFeatures)
    }
  }

  private init(
    _ problem: NodeProblem, name: String, _ layout: some RunLayout, weightIsLeft: Bool,
    im2colReason: LoweringObstacle? = nil
  ) {
    self.name = name
    self.problem = problem
    self.layout = layout
    self.im2colReason = im2colReason
    layer = layout.layer
    runs = layout.runs
    weightOperand = problem.weight == nil ? nil : weightIsLeft ? .left : .right
  }

  /// Useful multiply-accumulates of all runs; what padding adds does not count.
  package var macs: Int { problem.macs }

  /// The input that is the weight: what pruning works on.
  package var weight: WeightInput? { problem.weight }

  package var outputShape: Shape { problem.outputShape }

  /// Bytes of the operands and the output of one run.
  package var runByteCount: Int {
    (layer.leftCount + layer.rightCount + layer.outputCount) * MemoryLayout<Float>.stride
  }

  /// The node with the values of its inputs.
  /// - Parameter aligns: whether inputs that lie misaligned in a file are copied, which
  ///   ``BoundNode/operands(ofRun:)`` needs.
  /// - Throws: ``LoweringError/input(index:node:found:planned:)`` where shapes or types are others than
  ///   those that the node was lowered for.
  package func bind(_ inputs: [Tensor?], aligns: Bool = true) throws(LoweringError) -> BoundNode {
    try BoundNode(self, inputs, aligns: aligns)
  }

  /// The vectors that a sparse controller keeps in a run; `nil` on the others, and where the node has no weight.
  package func keptVectors(
    ofRun run: Int, weight: MagnitudeCut, workers: Workers = .caller
  ) -> CompressedSparseRows? {
    precondition((0..<runs).contains(run), "run \(run) of \(runs)")
    guard let input = self.weight?.index else { return nil }
    var inputs = [Tensor?](repeating: nil, count: input + 1)
    inputs[input] = weight.values
    return layout.keptVectors(ofRun: run, inputs: inputs, bound: weight.bound, workers: workers)
  }
}
