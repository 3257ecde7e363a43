import ModelGraph
import Tensors

/// ONNX BatchNormalization (1, 6, 7, 9, 14, 15): every channel scaled by given statistics, as in inference.
///
/// Inputs: X [N, C, ...] (rank 1 counts as one channel), scale, B, mean and variance [C]; floats, the parameters
/// possibly of another float type than X. Output: Y. `epsilon` (default 1e-5). With `training_mode` 1 (from
/// version 14) the batch's own statistics are used, and the running ones, mixed with them by `momentum`
/// (default 0.9), are outputs 1 and 2. `spatial` 0 (until version 8) is not implemented.
package struct BatchNormalization: Operator {
  private let epsilon: Float
  private let momentum: Float
  private let isTraining: Bool
  private let outputs: Int

  package init(_ reader: NodeReader) throws(OperatorError) {
    epsilon = try reader.float("epsilon", default: 1e-5)
    momentum = try reader.float("momentum", default: 0.9)
    isTraining = try reader.flag("training_mode")
    outputs = reader.node.outputs.count
    guard try reader.flag("spatial", default: true) else {
      throw .unsupported("BatchNormalization with spatial = 0")
    }
    guard reader.version >= 14 || outputs == 1 else {
      throw .unsupported("BatchNormalization in training before version 14")
    }
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0, of: DataType.floats)
    let channels = input.extents.map { $0.count > 1 ? $0[1] : 1 } ?? nil
    for index in 1...4 {
      guard let extents = try inputs.required(index, of: DataType.floats).extents else { continue }
      guard extents.count == 1, extents[0] == nil || channels == nil || extents[0] == channels else {
        throw .shape(
          "input \(index) has shape \(BroadcastShape.text(extents)) for \(channels.map(String.init) ?? "?") channels"
        )
      }
    }
    let value = ValueFact(input.dataType, input.extents)
    guard isTraining else { return [value] }
    return [value] + (3...4).map { ValueFact(inputs[$0]?.dataType, [channels]) }
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    _ = try inferOutputs(of: InputFacts(inputs))
    let types = try (3...4).map { index throws(OperatorError) in try inputs.required(index).dataType }
    var kernel = Kernel(input: try inputs.take(0), parameters: [], layer: self, threads: context.threads)
    for index in 1...4 { kernel.parameters.append(try inputs.required(index).widened()) }
    let type = kernel.input.dataType
    kernel.input = kernel.input.widened()
    let results = try kernel.input.dataType.dispatch(&kernel)
    return [results[0].narrowed(to: type)] + zip(results.dropFirst(), types).map { $0.narrowed(to: $1) }
  }

  private struct Kernel: RealVisitor {
    var input: Tensor
    var parameters: [Tensor]
    let layer: BatchNormalization
    let threads: Int

    mutating func visit<Element: RealElement>(_ type: Element.Type) throws(OperatorError) -> [Tensor] {
      let values = parameters.map { $0.reals(as: Element.self) }
      var (mean, variance) = (values[2], values[3])
      var running: [Tensor] = []
      if layer.isTraining {
        let (batchMean, batchVariance) = statistics(channels: mean.count, as: Element.self)
        let kept = Element(layer.momentum)
        let mix = { (old: [Element], new: [Element]) in zip(old, new).map { $0 * kept + $1 * (1 - kept) } }
        for mixed in [mix(mean, batchMean), mix(variance, batchVariance)] {
          running.append(
            Tensor(try Shape(checked: [mixed.count]), of: Element.self) { _ = $0.initialize(from: mixed) })
        }
        (mean, variance) = (batchMean, batchVariance)
      }
      let scales = zip(values[0], variance).map { $0 / ($1 + Element(layer.epsilon)).squareRoot() }
      let shifts = values[1].indices.map { values[1][$0] - mean[$0] * scales[$0] }
      ChannelAffine(scales: scales, shifts: shifts).apply(to: &input, threads: threads)
      return [input] + running
    }

    /// Mean and variance of every channel over batch and space.
    private func statistics<Element: RealElement>(
      channels: Int, as _: Element.Type
    ) -> (mean: [Element], variance: [Element]) {
      let plane = input.shape.rank > 2 ? input.shape.count(of: 2..<input.shape.rank) : 1
      let images = input.count / max(channels * plane, 1)
      return input.withElements(as: Element.self) { elements in
        var (means, variances): ([Element], [Element]) = ([], [])
        for channel in 0..<channels {
          let rows = (0..<images).map { image in
            UnsafeBufferPointer(
              rebasing: elements[(image * channels + channel) * plane..<(image * channels + channel + 1) * plane])
          }
          let count = Element(images * plane)
          let mean = rows.reduce(0) { $0 + RowSums.sum(of: $1) } / count
          means.append(mean)
          variances.append(rows.reduce(0) { $0 + RowSums.sumOfSquares(of: $1, from: mean) } / count)
        }
        return (means, variances)
      }
    }
  }
}

extension Tensor {
  /// The elements of a float or double tensor as `Element`.
  func reals<Element: RealElement>(as _: Element.Type) -> [Element] {
    dataType == .float64
      ? elements(as: Double.self).map { Element($0) } : elements(as: Float.self).map { Element($0) }
  }
}
