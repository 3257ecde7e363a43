/// Which elements of a SparseGEMM operand exist, vector by vector: the rows of the left operand, the
/// columns of the right one (Qin et al., SIGMA, HPCA 2020, section IV).
///
/// An element exists where it is not zero. As in STONNE, a vector of fewer than three ones gets ones at
/// its first zero positions among 0, 1, 2 until it has three, since the reduction tree builds no virtual
/// neuron smaller than that; the elements that they add are explicit zeros.
package struct VectorBitmap: Hashable, Sendable {
  /// The fewest ones that a vector has.
  package static let minimumOnes = 3

  package let vectors: Int
  package let length: Int
  /// Vector after vector.
  package let bits: [Bool]
  /// Ones of each vector.
  package let ones: [Int]

  /// The rows of a row-major matrix.
  package init(rowsOf dense: [Float], rows: Int, columns: Int) {
    self.init(
      vectors: rows, length: columns, of: dense, vectorStride: columns, elementStride: 1)
  }

  /// The columns of a row-major matrix.
  package init(columnsOf dense: [Float], rows: Int, columns: Int) {
    self.init(
      vectors: columns, length: rows, of: dense, vectorStride: 1, elementStride: columns)
  }

  private init(vectors: Int, length: Int, of dense: [Float], vectorStride: Int, elementStride: Int) {
    precondition(dense.count == vectors * length, "a matrix has rows * columns elements")
    precondition(length >= Self.minimumOnes, "vectors are padded to three elements before")
    var bits = [Bool](repeating: false, count: vectors * length)
    var ones = [Int](repeating: 0, count: vectors)
    for vector in 0..<vectors {
      for element in 0..<length where dense[vector * vectorStride + element * elementStride] != 0 {
        bits[vector * length + element] = true
        ones[vector] += 1
      }
      for element in 0..<Self.minimumOnes where ones[vector] < Self.minimumOnes && !bits[vector * length + element]
      {
        bits[vector * length + element] = true
        ones[vector] += 1
      }
    }
    self.vectors = vectors
    self.length = length
    self.bits = bits
    self.ones = ones
  }

  /// Positions of a vector's elements in ascending order.
  package func positions(ofVector vector: Int) -> [Int] {
    (0..<length).filter { bits[vector * length + $0] }
  }
}
