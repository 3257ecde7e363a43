/// What SIGMA keeps on the array at a time: whole stationary vectors side by side, or a part of one that is too
/// long.
///
/// All streaming vectors pass before the next round begins.
struct StationaryRound: Hashable {
  /// The first vector, of as many as there are virtual neurons.
  let firstVector: Int
  /// The elements on the array, in the order of the multipliers.
  let elements: Range<Int>
  /// The positions that are streamed: all, or those of the part.
  let positions: Range<Int>
  /// Whether the round goes on with a vector: then multiplier 0 has no element but takes the partial sums of the
  /// rounds before from memory.
  let isContinuation: Bool
  /// Multipliers of each virtual neuron; that of a continuation has multiplier 0 as well.
  let sizes: [Int]

  /// The first multiplier with an element.
  var firstMultiplier: Int { isContinuation ? 1 : 0 }
  var virtualNeurons: Int { sizes.count }
}

extension StationaryRound {
  /// The rounds that work through all vectors of `stationary` on an array of `multipliers`.
  ///
  /// A round takes vectors as long as they fit whole. One that is longer than the array is alone on it, and its
  /// last part too.
  static func rounds(of stationary: CompressedVectors, multipliers: Int) -> [StationaryRound] {
    var rounds: [StationaryRound] = []
    var vector = 0
    while vector < stationary.count {
      var end = vector
      while end < stationary.count, stationary.starts[end + 1] - stationary.starts[vector] <= multipliers {
        end += 1
      }
      if end > vector {
        rounds.append(
          StationaryRound(
            firstVector: vector, elements: stationary.starts[vector]..<stationary.starts[end],
            positions: 0..<stationary.length, isContinuation: false,
            sizes: (vector..<end).map { stationary.elements(of: $0).count }))
        vector = end
      } else {
        rounds += parts(of: vector, stationary, multipliers: multipliers)
        vector += 1
      }
    }
    return rounds
  }

  /// The rounds of a vector that is longer than the array.
  private static func parts(of vector: Int, _ stationary: CompressedVectors, multipliers: Int) -> [StationaryRound]
  {
    var rounds: [StationaryRound] = []
    var rest = stationary.elements(of: vector)
    var position = 0
    while !rest.isEmpty {
      let isContinuation = !rounds.isEmpty
      let part = rest.prefix(isContinuation ? multipliers - 1 : multipliers)
      rest = rest[part.upperBound...]
      let end = rest.isEmpty ? stationary.length : stationary.positions[part.upperBound - 1] + 1
      rounds.append(
        StationaryRound(
          firstVector: vector, elements: part, positions: position..<end, isContinuation: isContinuation,
          sizes: [part.count + (isContinuation ? 1 : 0)]))
      position = end
    }
    return rounds
  }
}
