import CKernels

/// How a matrix lies in memory: element (i, j) at `i * row + j * column`; one of the two steps is 1.
struct MatrixLayout {
  var row: Int
  var column: Int

  static func rows(of length: Int) -> MatrixLayout { MatrixLayout(row: length, column: 1) }
  static func columns(of length: Int) -> MatrixLayout { MatrixLayout(row: 1, column: length) }
}

extension ck_product {
  /// C = A B, or what the shape makes of it, and whatever biases are set after that.
  init(_ a: UnsafePointer<Float>?, _ b: UnsafePointer<Float>?, into c: UnsafeMutablePointer<Float>?) {
    self.init()
    self.a = a
    self.b = b
    self.c = c
  }
}

extension ck_product_shape {
  /// C = A B over float32, C's rows adjacent.
  init(m: Int, n: Int, k: Int, a: MatrixLayout, b: MatrixLayout) {
    self.init()
    self.m = m
    self.n = n
    self.k = k
    a_row = a.row
    a_column = a.column
    b_row = b.row
    b_column = b.column
    c_row = n
    alpha = 1
    low = -.infinity
    high = .infinity
  }

  /// Computes products of this shape.
  mutating func multiply(_ products: [ck_product], threads: Int) {
    ck_multiply(&self, products, products.count, Int32(clamping: threads))
  }
}
