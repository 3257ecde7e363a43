import Sparsity

/// The vectors of a SparseGEMM operand without what does not exist: each one's elements by ascending position.
struct CompressedVectors {
  let length: Int
  /// Where each vector's elements begin; one more at the end.
  private(set) var starts = [0]
  private(set) var positions: [Int] = []
  private(set) var values: [Float] = []

  /// - Parameters:
  ///   - bitmap: which elements exist.
  ///   - order: the vectors to take, in the order in which they are wanted.
  ///   - value: the element of a vector at a position.
  init(_ bitmap: VectorBitmap, order: [Int], value: (_ vector: Int, _ position: Int) -> Float) {
    length = bitmap.length
    for vector in order {
      for position in bitmap.positions(ofVector: vector) {
        positions.append(position)
        values.append(value(vector, position))
      }
      starts.append(positions.count)
    }
  }

  var count: Int { starts.count - 1 }

  /// The elements of a vector among ``positions`` and ``values``.
  func elements(of vector: Int) -> Range<Int> { starts[vector]..<starts[vector + 1] }
}

extension CompressedVectors {
  /// The whole percent of elements that do not exist.
  var sparsity: Int { sparsityPercent(elements: count * length, existing: positions.count) }
}

extension VectorBitmap {
  /// The whole percent of elements that do not exist.
  var sparsity: Int { sparsityPercent(elements: vectors * length, existing: ones.reduce(0, +)) }
}

/// The whole percent of elements that do not exist, rounded down as STONNE prints it.
func sparsityPercent(elements: Int, existing: Int) -> Int { 100 * (elements - existing) / elements }
