import ModelGraph
import Tensors

/// How all the elements of a channel become one.
package protocol GlobalPoolFunction: Sendable {
  init(_ reader: NodeReader) throws(OperatorError)
  func pool<Element: RealElement>(_ channel: UnsafeBufferPointer<Element>) -> Element
  /// Pools every channel of [N, C, spatial...]. A requirement for the reason that
  /// ``ArithmeticFunction/map(_:threads:)`` is one.
  func poolChannels(of input: Tensor, to output: Shape, threads: Int) throws(OperatorError) -> Tensor
}

extension GlobalPoolFunction {
  package func poolChannels(of input: Tensor, to output: Shape, threads: Int) throws(OperatorError) -> Tensor {
    var kernel = GlobalPoolKernel(input: input, output: output, function: self, threads: threads)
    return try input.dataType.dispatch(&kernel)
  }
}

/// ONNX GlobalAveragePool, GlobalMaxPool and GlobalLpPool (1, 2, 22): each channel becomes one element.
///
/// Input X [N, C, spatial...], floats; output [N, C, 1...].
package struct GlobalPool<Function: GlobalPoolFunction>: Operator {
  private let function: Function

  package init(_ reader: NodeReader) throws(OperatorError) { function = try Function(reader) }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0, of: DataType.floats)
    guard let extents = input.extents else { return [ValueFact(input.dataType, nil)] }
    guard extents.count >= 2 else {
      throw .shape("an input of rank \(extents.count) where batch, channels and spatial axes are pooled")
    }
    return [ValueFact(input.dataType, extents[..<2] + [Int?](repeating: 1, count: extents.count - 2))]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let shape = try outputShape(of: inputs).shape
    return [try function.poolChannels(of: try inputs.required(0), to: shape, threads: context.threads)]
  }
}

private struct GlobalPoolKernel<Function: GlobalPoolFunction>: RealVisitor {
  let input: Tensor
  let output: Shape
  let function: Function
  let threads: Int

  mutating func visit<Element: RealElement>(_ type: Element.Type) throws(OperatorError) -> Tensor {
    let plane = input.shape.count(of: 2..<input.shape.rank)
    return Tensor(output, of: Element.self) { target in
      input.withElements(as: Element.self) { source in
        concurrently(over: target.count, grain: max(1, (1 << 14) / max(plane, 1)), threads: threads) { channels in
          for channel in channels {
            target[channel] = function.pool(
              UnsafeBufferPointer(rebasing: source[channel * plane..<(channel + 1) * plane]))
          }
        }
      }
    }
  }
}

package struct ChannelMean: GlobalPoolFunction {
  package init(_ reader: NodeReader) {}

  package func pool<Element: RealElement>(_ channel: UnsafeBufferPointer<Element>) -> Element {
    RowSums.sum(of: channel) / Element(channel.count)
  }
}

package struct ChannelMaximum: GlobalPoolFunction {
  package init(_ reader: NodeReader) {}

  package func pool<Element: RealElement>(_ channel: UnsafeBufferPointer<Element>) -> Element {
    channel.reduce(.lowest) { $1 > $0 ? $1 : $0 }
  }
}

package struct ChannelNorm: GlobalPoolFunction {
  private let norm: Norm

  package init(_ reader: NodeReader) throws(OperatorError) { norm = try Norm(reader) }

  package func pool<Element: RealElement>(_ channel: UnsafeBufferPointer<Element>) -> Element {
    norm.norm(channel)
  }
}
