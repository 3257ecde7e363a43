import ModelGraph
import Tensors

/// ONNX InstanceNormalization (1, 6, 22) and GroupNormalization (18, 21): runs of channels of one image brought
/// to mean 0 and variance 1, then scaled.
///
/// Inputs: X [N, C, ...], scale and bias: [C], or [groups] in GroupNormalization before version 21; floats.
/// Attributes: `epsilon` (1e-5), of GroupNormalization `num_groups`; an instance is a group of one channel.
package struct GroupNormalization: Operator {
  private let epsilon: Float
  /// `nil`: each channel is a group.
  private let groups: Int?
  private let hasGroupParameters: Bool

  package init(instance reader: NodeReader) throws(OperatorError) {
    epsilon = try reader.float("epsilon", default: 1e-5)
    groups = nil
    hasGroupParameters = false
  }

  package init(_ reader: NodeReader) throws(OperatorError) {
    epsilon = try reader.float("epsilon", default: 1e-5)
    let count = try reader.required("num_groups", reader.int("num_groups"))
    guard count > 0 else { throw .attribute("num_groups", found: "\(count)", expected: "1 or more") }
    groups = count
    hasGroupParameters = reader.version < 21
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0, of: DataType.floats)
    let type = try inputs.commonType(0..<3, of: DataType.floats)
    if let extents = input.extents {
      guard extents.count >= 2 else { throw .shape("an input of rank \(extents.count) has no channels") }
      if let channels = extents[1], let groups, channels % groups != 0 {
        throw .shape("\(channels) channels cannot be divided into \(groups) groups")
      }
      let parameters = hasGroupParameters ? groups : extents[1]
      for index in 1...2 {
        guard let own = try inputs.required(index).extents else { continue }
        guard own.count == 1, own[0] == nil || parameters == nil || own[0] == parameters else {
          throw .shape(
            "input \(index) \(BroadcastShape.text(own)) where \(BroadcastShape.text([parameters])) is accepted")
        }
      }
    }
    return [ValueFact(type, input.extents)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    _ = try inferOutputs(of: InputFacts(inputs))
    var kernel = Kernel(
      input: try inputs.take(0), scale: try inputs.required(1), bias: try inputs.required(2), layer: self,
      threads: context.threads)
    return [try kernel.input.dataType.dispatch(&kernel)]
  }

  private struct Kernel: RealVisitor {
    var input: Tensor
    let scale: Tensor
    let bias: Tensor
    let layer: GroupNormalization
    let threads: Int

    mutating func visit<Element: RealElement>(_ type: Element.Type) throws(OperatorError) -> Tensor {
      let channels = input.shape[1]
      let groups = layer.groups ?? channels
      let channelsPerGroup = groups == 0 ? 0 : channels / groups
      let plane = input.shape.count(of: 2..<input.shape.rank)
      let (scales, shifts): ([Element], [Element]) = (scale.elements(), bias.elements())
      let images = input.shape[0]
      input.withMutableElements(as: Element.self) { elements in
        concurrently(images * groups, threads: threads) { task in
          let length = channelsPerGroup * plane
          let group = UnsafeMutableBufferPointer(rebasing: elements[task * length..<(task + 1) * length])
          let mean = RowSums.sum(of: UnsafeBufferPointer(group)) / Element(length)
          let variance = RowSums.sumOfSquares(of: UnsafeBufferPointer(group), from: mean) / Element(length)
          let inverse = 1 / (variance + Element(layer.epsilon)).squareRoot()
          for channel in 0..<channelsPerGroup {
            let parameter = layer.hasGroupParameters ? task % groups : task % groups * channelsPerGroup + channel
            let (scale, shift) = (scales[parameter] * inverse, shifts[parameter])
            for i in channel * plane..<(channel + 1) * plane { group[i] = (group[i] - mean) * scale + shift }
          }
        }
      }
      return input
    }
  }
}
