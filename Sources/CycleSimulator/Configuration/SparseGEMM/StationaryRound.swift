import Sparsity

/// What SIGMA keeps on the array at a time: whole stationary vectors side by side, or a part of one that is too
/// long.
///
/// All streaming vectors pass before the next round begins.
struct StationaryRound: Hashable {
  /// The vectors, each a virtual neuron.
  let vectors: Range<Int>
  /// The elements on the array, in the order of the multipliers.
  let elements: Range<Int>
  /// The positions that are streamed: all, or those of the part.
  let positions: Range<Int>
  /// Whether the round goes on with a vector: then multiplier 0 has no element but takes the partial sums of the
  /// rounds before from memory.
  let isContinuation: Bool

  /// The first multiplier with an element.
  var firstMultiplier: Int { isContinuation ? 1 : 0 }
  var virtualNeurons: Int { vectors.count }
  /// Multipliers in use.
  var used: Int { firstMultiplier + elements.count }

  /// The elements of a vector that are on the array.
  func elements(of vector: Int, in stationary: CompressedSparseRows) -> Range<Int> {
    vectors.count == 1 ? elements : stationary.elements(ofRow: vector)
  }

  /// Multipliers of each virtual neuron; that of a continuation has multiplier 0 as well.
  func sizes(in stationary: CompressedSparseRows) -> [Int] {
    vectors.map { firstMultiplier + elements(of: $0, in: stationary).count }
  }
}

extension StationaryRound {
  /// The rounds that work through all vectors of `stationary` on an array of `multipliers`.
  ///
  /// A round takes vectors as long as they fit whole. One that is longer than the array is alone on it, and its
  /// last part too.
  static func rounds(of stationary: CompressedSparseRows, multipliers: Int) -> [StationaryRound] {
    var rounds: [StationaryRound] = []
    let starts = stationary.rowPointers
    var vector = 0
    while vector < stationary.rows {
      var end = vector
      while end < stationary.rows, starts[end + 1] - starts[vector] <= multipliers { end += 1 }
      if end > vector {
        rounds.append(
          StationaryRound(
            vectors: vector..<end, elements: starts[vector]..<starts[end], positions: 0..<stationary.columns,
            isContinuation: false))
        vector = end
      } else {
        appendParts(of: vector, stationary, multipliers: multipliers, to: &rounds)
        vector += 1
      }
    }
    return rounds
  }

  /// The rounds of a vector that is longer than the array.
  private static func appendParts(
    of vector: Int, _ stationary: CompressedSparseRows, multipliers: Int, to rounds: inout [StationaryRound]
  ) {
    var rest = stationary.elements(ofRow: vector)
    var position = 0
    var isContinuation = false
    while !rest.isEmpty {
      let part = rest.prefix(isContinuation ? multipliers - 1 : multipliers)
      rest = rest[part.upperBound...]
      let end = rest.isEmpty ? stationary.columns : Int(stationary.columnIndices[part.upperBound - 1]) + 1
      rounds.append(
        StationaryRound(
          vectors: vector..<vector + 1, elements: part, positions: position..<end, isContinuation: isContinuation))
      position = end
      isContinuation = true
    }
  }
}
