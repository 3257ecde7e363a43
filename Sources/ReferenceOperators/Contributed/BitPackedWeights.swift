import ModelGraph
import Tensors

/// The weights of MatMulNBits (domain com.microsoft, 1; onnxruntime, "Contrib Operators") as a matrix [K, N]
/// for ONNX's MatMul.
///
/// Inputs: B, uint8 [N, blocks, bytes of a block], 2, 4 or 8 bits an element, the low ones first; scales [N, blocks],
/// float; optional zero points, packed like B in rows of whole bytes, or floats [N, blocks] (default: the middle of
/// the range). Attributes: `K`, `N`, `bits` (4), `block_size`. Blocks lie along K.
struct BitPackedWeights: Operator {
  private let depth: Int
  private let columns: Int
  private let bits: Int
  private let block: Int

  init(_ node: NodeReader) throws(OperatorError) {
    depth = try node.required("K", node.int("K"))
    columns = try node.required("N", node.int("N"))
    bits = try node.int("bits", default: 4)
    block = try node.required("block_size", node.int("block_size"))
    guard [2, 4, 8].contains(bits), (16...1 << 20).contains(block), block & (block - 1) == 0,
      (1...1 << 31).contains(depth), (1...1 << 31).contains(columns)
    else {
      throw .attribute(
        "block_size", found: "\(bits) bits in blocks of \(block)",
        expected: "2, 4 or 8 bits in blocks of a power of two from 16 on, K and N of 1 or more")
    }
  }

  private var blocks: Int { (depth + block - 1) / block }
  private var blockBytes: Int { block * bits / 8 }
  private var zeroBytes: Int { (blocks * bits + 7) / 8 }

  func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let packed = try inputs.required(0, of: [.uint8])
    if let count = packed.shape?.count, count != columns * blocks * blockBytes {
      throw .shape("\(count) bytes of weights where \(columns * blocks * blockBytes) are needed")
    }
    let scales = try inputs.required(1, of: [.float32, .float16])
    if let count = scales.shape?.count, count != columns * blocks {
      throw .shape("\(count) scales where \(columns * blocks) are needed")
    }
    if let zeros = inputs[2], let type = zeros.dataType, let count = zeros.shape?.count {
      let needed = type == .uint8 ? columns * zeroBytes : columns * blocks
      guard count == needed else { throw .shape("\(count) zero points where \(needed) are needed") }
    }
    return [ValueFact(scales.dataType, [depth, columns])]
  }

  func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    let packed = try inputs.required(0).elements(as: UInt8.self)
    let scales = try inputs.required(1).cast(to: .float32).elements(as: Float.self)
    let zeros = try zeroPoints(inputs[2])
    let weights = Tensor(shape, of: Float.self) { target in
      concurrently(columns, threads: context.threads) { column in
        for row in 0..<depth {
          let (part, position) = row.quotientAndRemainder(dividingBy: block)
          let group = column * blocks + part
          let code = element(position, of: packed, from: group * blockBytes)
          target[row * columns + column] = (Float(code) - zeros[group]) * scales[group]
        }
      }
    }
    return [try weights.cast(to: type)]
  }

  /// One a block of each column.
  private func zeroPoints(_ tensor: Tensor?) throws(OperatorError) -> [Float] {
    guard let tensor else { return [Float](repeating: Float(1 << (bits - 1)), count: columns * blocks) }
    guard tensor.dataType == .uint8 else { return try tensor.cast(to: .float32).elements(as: Float.self) }
    let bytes = tensor.elements(as: UInt8.self)
    return (0..<columns * blocks).map { group in
      Float(element(group % blocks, of: bytes, from: group / blocks * zeroBytes))
    }
  }

  private func element(_ position: Int, of bytes: [UInt8], from start: Int) -> UInt8 {
    let bit = position * bits
    return bytes[start + bit / 8] >> UInt8(bit % 8) & UInt8(truncatingIfNeeded: 1 << bits - 1)
  }
}
