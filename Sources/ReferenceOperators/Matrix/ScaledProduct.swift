import CKernels
import Tensors

/// alpha A B + beta C over one pair of matrices, shapes known to fit.
struct ScaledProduct: ArithmeticVisitor {
  let a: Tensor
  let b: Tensor
  let addend: Tensor?
  let output: Shape
  /// Length of the sums.
  let depth: Int
  let alpha: Float
  let beta: Float
  let transposesA: Bool
  let transposesB: Bool

  private var rows: Int { output[0] }
  private var columns: Int { output[1] }
  private var aLayout: MatrixLayout { transposesA ? .columns(of: rows) : .rows(of: depth) }
  private var bLayout: MatrixLayout { transposesB ? .columns(of: depth) : .rows(of: columns) }

  /// The product by the packed kernels. An addend with one value a row or a column is added as they store, any
  /// other is what they start from.
  /// - Parameter packed: the right matrix.
  /// - Returns: `nil` where they cannot run the program.
  func float32(packed: PackedOperand?, then program: ElementProgram?, threads: Int) -> Tensor? {
    let bias = addend.map { scaled($0) }
    let isRowBias = bias.map { $0.shape.extents == [rows, 1] && columns != 1 } ?? false
    let isColumnBias = !isRowBias && bias.map { $0.count == columns && $0.shape.extents.last == columns } ?? false
    let epilogue = ProductEpilogue(
      program, bias: isColumnBias ? bias?.elements() : nil, along: 1, hasScale: false)
    let rowBias: [Float]? = isRowBias ? bias?.elements() : nil
    var isDone = false
    let result = Tensor(output, of: Float.self) { target in
      var shape = ck_product_shape(m: rows, n: columns, k: depth, a: aLayout, b: bLayout)
      shape.alpha = alpha
      shape.low = epilogue.low
      shape.high = epilogue.high
      if let bias, !isRowBias, !isColumnBias {
        shape.accumulate = true
        stretch(bias, into: target)
      }
      guard let start = target.baseAddress else {
        isDone = true
        return
      }
      isDone = epilogue.withProgram(result: start) { program in
        shape.program = program
        multiply(shape, into: start, rowBias, epilogue.bias, packed, threads: threads)
      }
    }
    return isDone ? result : nil
  }

  private func multiply(
    _ shape: ck_product_shape, into target: UnsafeMutablePointer<Float>, _ rowBias: [Float]?,
    _ columnBias: [Float]?,
    _ packed: PackedOperand?, threads: Int
  ) {
    var shape = shape
    let right = packed.standIn(for: b, in: shape)
    rowBias.withPointer { rowBias in
      columnBias.withPointer { columnBias in
        packed.withParts { packed in
          a.withElements(as: Float.self) { a in
            right.withFloatsInPlace { b in
              var product = ck_product(a.baseAddress, b.baseAddress, into: target)
              product.row_bias = rowBias
              product.column_bias = columnBias
              product.packed_b = packed(0)
              shape.multiply([product], threads: threads)
            }
          }
        }
      }
    }
  }

  private func scaled(_ tensor: Tensor) -> Tensor {
    guard beta != 1 else { return tensor }
    var tensor = tensor
    tensor.withMutableElements(as: Float.self) { elements in
      for i in elements.indices { elements[i] *= beta }
    }
    return tensor
  }

  /// Writes the addend at every position of the result.
  private func stretch<Element: ArithmeticElement>(
    _ addend: Tensor, into target: UnsafeMutableBufferPointer<Element>
  ) {
    let walk = BroadcastWalk([addend.shape], to: output)
    addend.withElements(as: Element.self) { source in
      walk.forEachRow { start, offsets in
        for i in 0..<walk.rowLength { target[start + i] = source[offsets[0] + (walk.advances[0] ? i : 0)] }
      }
    }
  }

  /// The product by its definition. Integers wrap; scales other than 1 are applied in double and truncated.
  mutating func visit<Element: ArithmeticElement>(_ type: Element.Type) throws(OperatorError) -> Tensor {
    let scaled = { (value: Element, scale: Float) in
      scale == 1 ? value : Element.nearest(to: value.asDouble * Double(scale))
    }
    return Tensor(output, of: Element.self) { target in
      target.initialize(repeating: .zero)
      a.withElements(as: Element.self) { a in
        b.withElements(as: Element.self) { b in
          accumulateProduct(
            a, at: 0, aLayout, b, at: 0, bLayout, into: target, at: 0, m: rows, n: columns, k: depth)
        }
      }
      guard let addend else {
        for i in target.indices { target[i] = scaled(target[i], alpha) }
        return
      }
      let added = Tensor(output, of: Element.self) { stretch(addend, into: $0) }
      added.withElements(as: Element.self) { added in
        for i in target.indices { target[i] = .sum(scaled(target[i], alpha), scaled(added[i], beta)) }
      }
    }
  }
}
