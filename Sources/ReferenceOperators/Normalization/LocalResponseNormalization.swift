import ModelGraph
import Tensors

/// ONNX LRN (1, 13): each element divided by a power of the squares in neighbouring channels
/// (Krizhevsky et al., "ImageNet Classification with Deep Convolutional Neural Networks", 2012).
///
/// Input X [N, C, ...], floats; Y = X / (bias + alpha / size * sum of squares)^beta, the sum over channels
/// `c - floor((size - 1) / 2) ... c + ceil((size - 1) / 2)`. Attributes: `size`, `alpha` (1e-4), `beta` (0.75),
/// `bias` (1).
package struct LocalResponseNormalization: Operator {
  private let size: Int
  private let alpha: Float
  private let beta: Float
  private let bias: Float

  package init(_ reader: NodeReader) throws(OperatorError) {
    size = try reader.required("size", reader.int("size"))
    alpha = try reader.float("alpha", default: 1e-4)
    beta = try reader.float("beta", default: 0.75)
    bias = try reader.float("bias", default: 1)
    guard size > 0 else { throw .attribute("size", found: "\(size)", expected: "1 or more") }
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0, of: DataType.floats)
    if let rank = input.extents?.count, rank < 2 { throw .shape("an input of rank \(rank) has no channels") }
    return [ValueFact(input.dataType, input.extents)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    _ = try inferOutputs(of: InputFacts(inputs))
    var kernel = Kernel(input: try inputs.required(0), layer: self, threads: context.threads)
    return [try kernel.input.dataType.dispatch(&kernel)]
  }

  private struct Kernel: RealVisitor {
    let input: Tensor
    let layer: LocalResponseNormalization
    let threads: Int

    mutating func visit<Element: RealElement>(_ type: Element.Type) throws(OperatorError) -> Tensor {
      let shape = input.shape
      let channels = shape[1]
      let plane = shape.count(of: 2..<shape.rank)
      return Tensor(shape, of: Element.self) { target in
        input.withElements(as: Element.self) { source in
          concurrently(shape[0] * channels, threads: threads) { task in
            let channel = task % channels
            let first = max(0, channel - (layer.size - 1) / 2) - channel
            let last = min(channels - 1 - channel, layer.size / 2)
            let row = UnsafeMutableBufferPointer(rebasing: target[task * plane..<(task + 1) * plane])
            row.initialize(repeating: 0)
            for neighbour in first...last {
              let other = UnsafeBufferPointer(
                rebasing: source[(task + neighbour) * plane..<(task + neighbour + 1) * plane])
              for i in row.indices { row[i] += other[i] * other[i] }
            }
            divide(UnsafeBufferPointer(rebasing: source[task * plane..<(task + 1) * plane]), into: row)
          }
        }
      }
    }

    /// Replaces each sum of squares by the element over its power.
    private func divide<Element: RealElement>(
      _ source: UnsafeBufferPointer<Element>, into row: UnsafeMutableBufferPointer<Element>
    ) {
      let factor = Element(layer.alpha) / Element(layer.size)
      let (bias, beta) = (Element(layer.bias), Element(layer.beta))
      if layer.beta == 0.75 {
        // The exponent of every network in use, and two roots are far cheaper than a power.
        for i in row.indices {
          let root = (bias + factor * row[i]).squareRoot()
          row[i] = source[i] / (root * root.squareRoot())
        }
      } else {
        for i in row.indices { row[i] = source[i] / Element.pow(bias + factor * row[i], beta) }
      }
    }
  }
}
