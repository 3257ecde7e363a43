import CKernels
import Tensors

/// Sums of products of quantised values as 8-bit integers again: times both scales over the output's, rounded to
/// even, plus the zero point, held within the type.
struct Requantization {
  let left: Scales
  let right: Scales
  let output: Scales
  let zero: Scales
  /// int8 or uint8.
  let type: DataType

  func callAsFunction(_ sums: Tensor, threads: Int) -> Tensor {
    // Along a run each scale is one value, or has one for each element.
    let length = [left, right, output, zero].map(\.runLength).min() ?? 1
    return sums.withElements(as: Int32.self) { source in
      Tensor(type, sums.shape) { (target: UnsafeMutableRawBufferPointer) in
        guard let x = source.baseAddress, length > 0 else { return }
        let y = target.bindMemory(to: UInt8.self)
        concurrently(
          over: source.count / length, grain: max(elementsPerTask / length, 1), threads: threads
        ) { runs in
          for run in runs { requantize(run * length, length, x, y) }
        }
      }
    }
  }

  private func requantize(
    _ start: Int, _ length: Int, _ x: UnsafePointer<Int32>, _ y: UnsafeMutableBufferPointer<UInt8>
  ) {
    let repeats = [left, right, output, zero].allSatisfy(\.isConstantAlongRun)
    let elements = start..<(repeats ? start + 1 : start + length)
    let factors = elements.map { left[$0] * right[$0] / output[$0] }
    let zeros = elements.map { zero[$0] }
    let range = type.integerRange ?? 0...0
    factors.withUnsafeBufferPointer { factors in
      zeros.withUnsafeBufferPointer { zeros in
        var rule = ck_quantization(
          scale: factors.baseAddress, zero: zeros.baseAddress, repeats: repeats, low: Float(range.lowerBound),
          high: Float(range.upperBound))
        ck_requantize(&rule, x + start, y.baseAddress.map { $0 + start }, length)
      }
    }
  }
}

/// Scales or zero points, one for all elements or one a position of an axis.
struct Scales {
  private let values: [Float]
  /// Adjacent elements that share a scale.
  private let inner: Int

  /// Elements along which ``Requantization`` may go: those that share a scale, or those of one walk along the axis.
  let runLength: Int

  init(_ tensor: Tensor, for shape: Shape, axis: Int) throws(OperatorError) {
    // Establishes that there is one, or one a position.
    _ = try ScaleIndexing(of: tensor.shape, for: shape, axis: axis, block: 0)
    values = try tensor.cast(to: .float32).elements(as: Float.self)
    inner = values.count == 1 ? max(shape.count, 1) : shape.count(of: axis + 1..<shape.rank)
    runLength = inner == 1 ? values.count : inner
  }

  var isConstantAlongRun: Bool { inner > 1 || values.count == 1 }

  /// The one of an element.
  subscript(element: Int) -> Float { values[element / inner % values.count] }
}
