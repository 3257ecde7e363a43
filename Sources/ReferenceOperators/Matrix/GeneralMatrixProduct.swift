import CKernels
import ModelGraph
import Tensors

/// ONNX Gemm (1, 6, 7, 9, 11, 13): Y = alpha A' B' + beta C.
///
/// Inputs: A [M, K] or, with `transA`, [K, M]; B [K, N] or, with `transB`, [N, K]; C broadcasts to [M, N] and
/// may be left out from version 11 on. Floats and 32 and 64-bit integers. Attributes: `alpha` (1), `beta` (1),
/// `transA` (0), `transB` (0); `broadcast` of versions 1 and 6 allows what later versions always do.
package struct GeneralMatrixProduct: Operator {
  private static let types: [DataType] = DataType.floats + [.int32, .int64, .uint32, .uint64]

  private let alpha: Float
  private let beta: Float
  private let transposesA: Bool
  private let transposesB: Bool

  package init(_ reader: NodeReader) throws(OperatorError) {
    alpha = try reader.float("alpha", default: 1)
    beta = try reader.float("beta", default: 1)
    transposesA = try reader.flag("transA")
    transposesB = try reader.flag("transB")
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let a = try Self.matrix(try inputs.required(0).extents, "A", transposed: transposesA)
    let b = try Self.matrix(try inputs.required(1).extents, "B", transposed: transposesB)
    let type = try inputs.commonType(0..<3, of: Self.types)
    if let left = a[1], let right = b[0], left != right {
      throw .shape("A has \(left) columns where B has \(right) rows")
    }
    let result = [a[0], b[1]]
    if let addend = inputs[2]?.extents {
      let stretched = try BroadcastShape.extents(of: [addend, result])
      guard stretched?.count == 2, zip(stretched ?? [], result).allSatisfy({ $0 == $1 || $0 == nil || $1 == nil })
      else {
        throw .shape("C \(BroadcastShape.text(addend)) does not broadcast to \(BroadcastShape.text(result))")
      }
    }
    return [ValueFact(type, result)]
  }

  /// Rows and columns, as far as they are known.
  private static func matrix(
    _ extents: [Int?]?, _ name: String, transposed: Bool
  ) throws(OperatorError) -> [Int?] {
    guard let extents else { return [nil, nil] }
    guard extents.count == 2 else {
      throw .shape("\(name) has shape \(BroadcastShape.text(extents)) where a matrix is accepted")
    }
    return transposed ? extents.reversed() : extents
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    var product = product(try inputs.required(0), try inputs.required(1), inputs[2], output: shape)
    if type == .float32, let result = product.float32(packed: nil, then: nil, threads: context.threads) {
      return [result]
    }
    return [try type.dispatch(&product)]
  }

  private func product(_ a: Tensor, _ b: Tensor, _ addend: Tensor?, output: Shape) -> ScaledProduct {
    ScaledProduct(
      a: a, b: b, addend: beta == 0 ? nil : addend, output: output, depth: a.shape[transposesA ? 0 : 1],
      alpha: alpha, beta: beta, transposesA: transposesA, transposesB: transposesB)
  }
}

extension GeneralMatrixProduct: ProductOperator {
  func packWeights(_ inputs: [ValueFact?], threads: Int) -> PackedOperand? {
    guard inputs.count >= 2, let left = inputs[0]?.shape, let weights = inputs[1]?.constant,
      weights.dataType == .float32, left.rank == 2, weights.shape.rank == 2
    else { return nil }
    let (rows, depth) = transposesA ? (left[1], left[0]) : (left[0], left[1])
    let columns = weights.shape[transposesB ? 0 : 1]
    guard depth == weights.shape[transposesB ? 1 : 0] else { return nil }
    let shape = ck_product_shape(
      m: rows, n: columns, k: depth, a: transposesA ? .columns(of: rows) : .rows(of: depth),
      b: transposesB ? .columns(of: depth) : .rows(of: columns))
    return PackedOperand(.right, of: weights, at: [0], for: shape, threads: threads)
  }

  func evaluate(
    _ inputs: [Tensor?], packed: PackedOperand?, then program: ElementProgram?, output: Shape, threads: Int
  ) throws(OperatorError) -> Tensor? {
    guard let a = inputs[0], let b = inputs[1] else { return nil }
    let product = product(a, b, inputs.count > 2 ? inputs[2] : nil, output: output)
    return product.float32(packed: packed, then: program, threads: threads)
  }
}
