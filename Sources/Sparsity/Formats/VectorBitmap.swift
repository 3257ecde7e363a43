/// Which elements of a SparseGEMM operand exist, vector by vector: the rows of the left operand, the
/// columns of the right one (Qin et al., SIGMA, HPCA 2020, section IV).
///
/// An element exists where it is not zero. As in STONNE, a vector of fewer than three ones gets ones at
/// its first zero positions among 0, 1, 2 until it has three, since the reduction tree builds no virtual
/// neuron smaller than that; the elements that they add are explicit zeros. A shorter vector gets ones everywhere.
package struct VectorBitmap: Hashable, Sendable {
  /// The fewest ones that a vector has.
  package static let minimumOnes = 3

  package let vectors: Int
  package let length: Int
  /// Vector after vector.
  package private(set) var bits: [Bool]
  /// Ones of each vector.
  package private(set) var ones: [Int]

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
    bits = [Bool](unsafeUninitializedCapacity: dense.count) { bits, count in
      dense.withUnsafeBufferPointer { dense in
        // By squares, so that the columns of a matrix are not read a cache line an element.
        let edge = 64
        for firstVector in stride(from: 0, to: vectors, by: edge) {
          for firstElement in stride(from: 0, to: length, by: edge) {
            for vector in firstVector..<min(firstVector + edge, vectors) {
              for element in firstElement..<min(firstElement + edge, length) {
                bits[vector * length + element] = dense[vector * vectorStride + element * elementStride] != 0
              }
            }
          }
        }
      }
      count = dense.count
    }
    self.vectors = vectors
    self.length = length
    ones = [Int](repeating: 0, count: vectors)
    for vector in 0..<vectors { fill(vector) }
  }

  /// Counts a vector's ones and adds those that it lacks.
  private mutating func fill(_ vector: Int) {
    let first = vector * length
    var count = bits[first..<first + length].reduce(into: 0) { $0 += $1 ? 1 : 0 }
    for position in first..<first + min(length, Self.minimumOnes)
    where count < Self.minimumOnes && !bits[position] {
      bits[position] = true
      count += 1
    }
    ones[vector] = count
  }

  /// For each position the number of vectors that have an element there.
  package var onesByPosition: [Int] {
    var counts = [Int](repeating: 0, count: length)
    for vector in 0..<vectors {
      let first = vector * length
      for position in 0..<length where bits[first + position] { counts[position] += 1 }
    }
    return counts
  }

  /// Positions of a vector's elements in ascending order.
  package func positions(ofVector vector: Int) -> [Int] {
    (0..<length).filter { bits[vector * length + $0] }
  }
}
