import CKernels
import ModelGraph
import Tensors

/// ONNX MatMul (1, 9, 13): the product of matrices in the last two axes, the axes before them broadcast.
///
/// Inputs: A [..., M, K] and B [..., K, N], as `numpy.matmul`: a vector on the left is a row, one on the right
/// a column, and its axis is left out of the result. Floats and 32 and 64-bit integers, both of one type.
package struct MatrixMultiplication: Operator {
  private static let types: [DataType] = DataType.floats + [.int32, .int64, .uint32, .uint64]

  package init(_ reader: NodeReader) throws(OperatorError) {}

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let a = try inputs.required(0)
    let b = try inputs.required(1)
    let type = try inputs.commonType(0..<2, of: Self.types)
    guard let left = a.extents, let right = b.extents else { return [ValueFact(type, nil)] }
    return [ValueFact(type, try Self.outputExtents(left, right))]
  }

  /// The product's extents, as far as they follow from what is known.
  /// - Throws: ``OperatorError/shape(_:)`` for shapes that do not fit each other.
  static func outputExtents(_ a: [Int?], _ b: [Int?]) throws(OperatorError) -> [Int?]? {
    guard !a.isEmpty, !b.isEmpty else { throw .shape("a scalar has no place in a matrix product") }
    let depth = a[a.count - 1]
    let rows = b.count == 1 ? b[0] : b[b.count - 2]
    if let depth, let rows, depth != rows {
      throw .shape(
        "\(BroadcastShape.text(a)) times \(BroadcastShape.text(b)): \(depth) columns against \(rows) rows")
    }
    let batch = try BroadcastShape.extents(of: [Array(a.dropLast(2)), Array(b.dropLast(2))]) ?? []
    let m = a.count == 1 ? [] : [a[a.count - 2]]
    let n = b.count == 1 ? [] : [b[b.count - 1]]
    return batch + m + n
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    var product = BatchedProduct(
      a: try inputs.required(0), b: try inputs.required(1), output: shape, threads: context.threads)
    if type == .float32,
      let result = product.float32(packed: nil, ProductEpilogue(nil, bias: nil, along: 0, hasScale: false))
    {
      return [result]
    }
    return [try type.dispatch(&product)]
  }
}

extension MatrixMultiplication: ProductOperator {
  func packWeights(_ inputs: [ValueFact?], threads: Int) -> PackedOperand? {
    guard inputs.count == 2, let left = inputs[0]?.shape, let weights = inputs[1]?.constant,
      weights.dataType == .float32, weights.shape.rank == 2, weights.shape[1] > 1, left.rank > 0,
      left.extents[left.rank - 1] == weights.shape[0]
    else { return nil }
    let shape = ck_product_shape(
      m: left.count(of: 0..<left.rank - 1), n: weights.shape[1], k: weights.shape[0],
      a: .rows(of: weights.shape[0]),
      b: .rows(of: weights.shape[1]))
    return PackedOperand(.right, of: weights, at: [0], for: shape, threads: threads)
  }

  func evaluate(
    _ inputs: [Tensor?], packed: PackedOperand?, then program: ElementProgram?, output: Shape, threads: Int
  ) throws(OperatorError) -> Tensor? {
    guard let a = inputs[0], let b = inputs[1] else { return nil }
    // One column is computed as a row: what is one a column is no bias there.
    let hasColumns = b.shape.rank > 1 && b.shape[b.shape.rank - 1] > 1
    guard hasColumns || program == nil else { return nil }
    let product = BatchedProduct(a: a, b: b, output: output, threads: threads)
    return product.float32(
      packed: packed, ProductEpilogue(program, bias: nil, along: output.rank - 1, hasScale: false))
  }
}

/// A matrix product over broadcast batches, shapes known to fit.
struct BatchedProduct: ArithmeticVisitor {
  private let a: Tensor
  private let b: Tensor
  private let output: Shape
  private let threads: Int
  private let m: Int
  private let n: Int
  private let k: Int
  /// Index of the left and the right matrix of every product.
  private let pairs: [(a: Int, b: Int)]

  init(a: Tensor, b: Tensor, output: Shape, threads: Int) {
    self.a = a
    self.b = b
    self.output = output
    self.threads = threads
    k = a.shape[a.shape.rank - 1]
    n = b.shape.rank == 1 ? 1 : b.shape[b.shape.rank - 1]
    let rows = a.shape.rank == 1 ? 1 : a.shape[a.shape.rank - 2]
    let batchAxes = output.rank - (a.shape.rank > 1 ? 1 : 0) - (b.shape.rank > 1 ? 1 : 0)
    if b.shape.rank <= 2 {
      // One right matrix: all left ones are the rows of a single one.
      m = a.shape.count(of: 0..<max(a.shape.rank - 1, 0))
      pairs = [(0, 0)]
    } else {
      m = rows
      pairs = Self.pairs(
        Array(a.shape.extents.dropLast(2)), Array(b.shape.extents.dropLast(2)),
        to: Array(output.extents.prefix(batchAxes)))
    }
  }

  /// Walks both batches in the order of the result's.
  private static func pairs(_ a: [Int], _ b: [Int], to result: [Int]) -> [(a: Int, b: Int)] {
    guard let left = try? Shape(a), let right = try? Shape(b), let whole = try? Shape(result) else { return [] }
    let walk = BroadcastWalk([left, right], to: whole)
    var pairs: [(a: Int, b: Int)] = []
    walk.forEachRow { _, offsets in
      for i in 0..<walk.rowLength {
        pairs.append((offsets[0] + (walk.advances[0] ? i : 0), offsets[1] + (walk.advances[1] ? i : 0)))
      }
    }
    return pairs
  }

  /// The product by the packed kernels.
  /// - Parameter packed: the right matrix, where there is one alone.
  /// - Returns: `nil` where they cannot run the epilogue.
  func float32(packed: PackedOperand?, _ epilogue: ProductEpilogue) -> Tensor? {
    var isDone = false
    var shape =
      n == 1
      ? ck_product_shape(m: 1, n: m, k: k, a: .rows(of: k), b: .columns(of: k))
      : ck_product_shape(m: m, n: n, k: k, a: .rows(of: k), b: .rows(of: n))
    shape.low = epilogue.low
    shape.high = epilogue.high
    let b = packed.standIn(for: b, in: shape)
    let result = Tensor(output, of: Float.self) { c in
      guard let c = c.baseAddress else {
        isDone = true
        return
      }
      isDone = epilogue.withProgram(result: c) { program in
        epilogue.bias.withPointer { bias in
          packed.withParts { packed in
            a.withElements(as: Float.self) { a in
              b.withFloatsInPlace { b in
                guard let a = a.baseAddress, let b = b.baseAddress else { return }
                let products = pairs.enumerated().map { index, pair in
                  let left = a + pair.a * m * k
                  let right = b + pair.b * k * n
                  // A column on the right is a row on the left of the transposed product.
                  var product = ck_product(n == 1 ? right : left, n == 1 ? left : right, into: c + index * m * n)
                  product.column_bias = bias
                  product.packed_b = packed(0)
                  return product
                }
                shape.program = program
                shape.multiply(products, threads: threads)
              }
            }
          }
        }
      }
    }
    return isDone ? result : nil
  }

  /// The product by its definition; integers wrap.
  mutating func visit<Element: ArithmeticElement>(_ type: Element.Type) throws(OperatorError) -> Tensor {
    Tensor(output, of: Element.self) { c in
      c.initialize(repeating: .zero)
      a.withElements(as: Element.self) { a in
        b.withElements(as: Element.self) { b in
          for (index, pair) in pairs.enumerated() {
            accumulateProduct(
              a, at: pair.a * m * k, .rows(of: k), b, at: pair.b * k * n, .rows(of: n), into: c,
              at: index * m * n, m: m, n: n, k: k)
          }
        }
      }
    }
  }
}

/// C += A B by the definition, row by row; C's rows adjacent.
func accumulateProduct<Element: ArithmeticElement>(
  _ a: UnsafeBufferPointer<Element>, at aStart: Int, _ aLayout: MatrixLayout,
  _ b: UnsafeBufferPointer<Element>, at bStart: Int, _ bLayout: MatrixLayout,
  into c: UnsafeMutableBufferPointer<Element>, at cStart: Int, m: Int, n: Int, k: Int
) {
  for i in 0..<m {
    for p in 0..<k {
      let factor = a[aStart + i * aLayout.row + p * aLayout.column]
      for j in 0..<n {
        let product = Element.product(factor, b[bStart + p * bLayout.row + j * bLayout.column])
        c[cStart + i * n + j] = Element.sum(c[cStart + i * n + j], product)
      }
    }
  }
}
