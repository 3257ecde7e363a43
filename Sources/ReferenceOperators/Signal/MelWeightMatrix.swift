import Glibc
import Tensors

/// MelWeightMatrix-17 (ONNX Operators): the matrix that turns a spectrum into one of overlapping triangular bands
/// on the mel scale, mel(f) = 2595 log10(1 + f / 700).
///
/// Inputs, all scalars: number of bands, length of the Fourier transform, samples a second (index types), lowest
/// and highest frequency (floats). Output: [length / 2 + 1, bands] of `output_datatype` (default float).
struct MelWeightMatrix: Operator {
  private let type: DataType

  init(_ node: NodeReader) throws(OperatorError) {
    type = try DataType(code: node.int("output_datatype", default: 1), attribute: "output_datatype")
    guard DataType.numbers.contains(type) else {
      throw .attribute("output_datatype", found: type.name, expected: "a numeric type")
    }
  }

  func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    for index in 0..<3 { _ = try inputs.required(index, of: DataType.indexTypes) }
    for index in 3..<5 { _ = try inputs.required(index, of: DataType.floats) }
    let bands = try inputs.integers(0)?.first
    let length = try inputs.integers(1)?.first
    if let bands, let length, bands < 0 || length < 1 {
      throw .value("\(bands) bands of a transform of length \(length)")
    }
    return [ValueFact(type, [length.map { $0 / 2 + 1 }, bands])]
  }

  func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let shape = try outputShape(of: inputs).shape
    let length = try inputs.required(1).integers.first ?? 1
    let rate = try inputs.required(2).integers.first ?? 0
    let low = try Self.mel(inputs.required(3))
    let high = try Self.mel(inputs.required(4))
    guard rate > 0, low.isFinite, high.isFinite, low >= 0, high >= low else {
      throw .value("\(rate) samples a second, and bands whose edges are not 0 or more, the highest last")
    }
    let (bins, bands) = (shape[0], shape[1])
    let step = (high - low) / Double(bands + 2)
    let edges = (0..<bands + 2).map { index in
      let frequency = 700 * (pow(10, (low + Double(index) * step) / 2595) - 1)
      return Int(min((Double(length + 1) * frequency / Double(rate)).rounded(.down), Double(bins)))
    }
    let values = Tensor(shape, of: Double.self) { target in
      target.initialize(repeating: 0)
      for band in 0..<bands {
        let (first, centre, last) = (edges[band], edges[band + 1], edges[band + 2])
        for bin in first..<min(centre + 1, bins) {
          target[bin * bands + band] = centre == first ? 1 : Double(bin - first) / Double(centre - first)
        }
        for bin in centre..<max(min(last, bins), centre) {
          target[bin * bands + band] = Double(last - bin) / Double(last - centre)
        }
      }
    }
    return [try values.cast(to: type)]
  }

  private static func mel(_ frequency: Tensor) throws(OperatorError) -> Double {
    let value = try frequency.cast(to: .float64)
    return value.withElements(as: Double.self) { 2595 * log10(1 + ($0.first ?? .nan) / 700) }
  }
}
