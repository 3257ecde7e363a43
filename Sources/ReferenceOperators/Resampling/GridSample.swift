import Tensors

/// ONNX GridSample (16, 20, 22): the input at positions that a grid names, -1 at the first element of an axis
/// and 1 at the last.
///
/// Inputs: X [N, C, spatial...] and grid [N, output..., spatial axes], innermost axis first; floats. Output:
/// [N, C, output...]. Attributes: ``GridSampling``.
package struct GridSample: Operator {
  private let sampling: GridSampling

  package init(_ reader: NodeReader) throws(OperatorError) { sampling = try GridSampling(reader) }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0, of: DataType.floats)
    let grid = try inputs.required(1, of: DataType.floats)
    guard let image = input.extents, let positions = grid.extents else { return [ValueFact(input.dataType, nil)] }
    guard image.count >= 3, positions.count == image.count,
      positions[0] == nil || image[0] == nil || positions[0] == image[0],
      positions[positions.count - 1] ?? image.count - 2 == image.count - 2
    else {
      throw .shape(
        "a grid of shape \(BroadcastShape.text(positions)) for an input of shape \(BroadcastShape.text(image)): "
          + "[N, output..., spatial axes] of [N, C, spatial...] is needed")
    }
    return [ValueFact(input.dataType, [image[0] ?? positions[0], image[1]] + positions[1..<positions.count - 1])]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    let image = try inputs.required(0)
    guard image.count > 0 || shape.count == 0 else { throw .shape("nothing to sample in shape \(image.shape)") }
    var kernel = SampledImage(
      image: image, grid: try inputs.required(1).cast(to: type), output: shape, sampling: sampling,
      threads: context.threads)
    return [try type.dispatch(&kernel)]
  }
}

/// Each output position's taps are found once and used for all channels.
private struct SampledImage: RealVisitor {
  let image: Tensor
  let grid: Tensor
  let output: Shape
  let sampling: GridSampling
  let threads: Int

  mutating func visit<Element: RealElement>(_ type: Element.Type) throws(OperatorError) -> Tensor {
    let axes = image.shape.extents[2...].map { SampledAxis<Element>(extent: $0, sampling: sampling) }
    let strides = Array(image.shape.strides[2...])
    let plane = image.shape.count(of: 2..<image.shape.rank)
    let positions = output.count(of: 2..<output.rank)
    let channels = output[1]
    return Tensor(output, of: Element.self) { target in
      image.withElements(as: Element.self) { image in
        grid.withElements(as: Element.self) { grid in
          guard let target = target.baseAddress else { return }
          concurrently(over: output[0] * positions, grain: 256, threads: threads) { range in
            var taps: [SampledAxis<Element>.Tap] = []
            for position in range {
              taps.removeAll(keepingCapacity: true)
              taps.append((0, 1))
              for axis in axes.indices {
                let coordinate = grid[position * axes.count + axes.count - 1 - axis]
                let along = axes[axis].taps(at: coordinate)
                taps = taps.flatMap { tap in
                  along.map { (tap.element + $0.element * strides[axis], tap.weight * $0.weight) }
                }
              }
              let (batch, place) = position.quotientAndRemainder(dividingBy: positions)
              for channel in batch * channels..<(batch + 1) * channels {
                var sum: Element = 0
                for tap in taps { sum += tap.weight * image[channel * plane + tap.element] }
                target[channel * positions + place] = sum
              }
            }
          }
        }
      }
    }
  }
}
