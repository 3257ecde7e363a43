import CKernels

/// A product of rows with rows of weights, C = A B' + bias: A is m x k, B n x k, their rows adjacent.
struct GateProduct {
  let m: Int
  let n: Int
  let k: Int
  /// Elements from one row of C to the next.
  let cRow: Int
}

/// A type that recurrent networks compute in: `Float` by the kernels, `Double` by the definition.
protocol RecurrentElement: RealElement {
  /// C = A B' + bias, one bias a column.
  static func multiply(
    _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, plus bias: UnsafePointer<Self>?,
    into c: UnsafeMutablePointer<Self>, _ product: GateProduct, threads: Int)
}

extension Float: RecurrentElement {
  static func multiply(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, plus bias: UnsafePointer<Float>?,
    into c: UnsafeMutablePointer<Float>, _ product: GateProduct, threads: Int
  ) {
    var shape = ck_product_shape(
      m: product.m, n: product.n, k: product.k, a: .rows(of: product.k), b: .columns(of: product.k))
    shape.c_row = product.cRow
    var operands = ck_product(a, b, into: c)
    operands.column_bias = bias
    ck_multiply(&shape, &operands, 1, Int32(clamping: threads))
  }
}

extension Double: RecurrentElement {
  static func multiply(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, plus bias: UnsafePointer<Double>?,
    into c: UnsafeMutablePointer<Double>, _ product: GateProduct, threads: Int
  ) {
    for i in 0..<product.m {
      for j in 0..<product.n {
        var sum = bias?[j] ?? 0
        for p in 0..<product.k { sum += a[i * product.k + p] * b[j * product.k + p] }
        c[i * product.cRow + j] = sum
      }
    }
  }
}

extension GateActivation {
  /// Replaces values by the function of them.
  func apply<Element: RecurrentElement>(to values: UnsafeMutableBufferPointer<Element>) {
    if let kernel, let floats = UnsafeBufferPointer(values).asFloats, let x = floats.baseAddress {
      kernel(x, UnsafeMutablePointer(mutating: x), values.count)
    } else {
      for i in values.indices { values[i] = Element(self(Double(values[i]))) }
    }
  }
}
