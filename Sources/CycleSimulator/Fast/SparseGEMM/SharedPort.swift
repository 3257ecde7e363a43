/// A port of the distribution network with the elements of a round behind it: for every streaming vector it sends
/// the value at each position at which one of them lies, once, in ascending order.
///
/// A port whose elements belong to one virtual neuron sends as many positions as it has elements. One that several
/// share may send fewer.
package struct SharedPort {
  /// What goes through a switch: the elements and the positions below its outputs, and positions below both.
  package struct Traffic {
    package var leftElements = 0
    package var rightElements = 0
    package var leftPositions = 0
    package var rightPositions = 0
    package var shared = 0
  }

  /// Elements behind the port, and positions that it sends of a streaming vector.
  package private(set) var elements = 0
  package private(set) var positions = 0
  /// By multiplier behind the port: the place of its element's position among those that the port sends.
  package private(set) var ranks: [Int]
  /// Of each switch, in the order of ``DistributionStatistics``.
  package private(set) var traffic: [Traffic]

  private var held: [Int32]
  private var merged: [Int32]
  /// Elements, and distinct positions at the front of its stretch of ``held``, below each node of a level.
  private var elementCounts: [Int]
  private var positionCounts: [Int]

  /// - Parameter leaves: multipliers behind a port.
  package init(leaves: Int) {
    ranks = Array(repeating: 0, count: leaves)
    traffic = Array(repeating: Traffic(), count: leaves - 1)
    held = Array(repeating: 0, count: leaves)
    merged = held
    elementCounts = ranks
    positionCounts = ranks
  }

  /// Takes the elements of a round.
  ///
  /// - Parameters:
  ///   - first: the first multiplier with an element, of those behind the port.
  ///   - indices: the positions of the elements, those of `range`.
  package mutating func hold(_ indices: [Int32], _ range: Range<Int>, from first: Int) {
    let leaves = ranks.count
    for leaf in 0..<leaves {
      let isHeld = leaf >= first && leaf < first + range.count
      if isHeld { held[leaf] = indices[range.lowerBound + leaf - first] }
      elementCounts[leaf] = isHeld ? 1 : 0
      positionCounts[leaf] = elementCounts[leaf]
    }
    var width = 1
    while width < leaves {
      merge(width: width)
      width *= 2
    }
    elements = elementCounts[0]
    positions = positionCounts[0]
    for leaf in 0..<range.count { ranks[first + leaf] = rank(of: indices[range.lowerBound + leaf]) }
  }

  /// Joins pairs of nodes that are `width` leaves wide.
  private mutating func merge(width: Int) {
    let nodes = ranks.count / width / 2
    for node in 0..<nodes {
      let (left, right) = (2 * node * width, (2 * node + 1) * width)
      let (leftEnd, rightEnd) = (left + positionCounts[2 * node], right + positionCounts[2 * node + 1])
      var (i, j, end) = (left, right, left)
      while i < leftEnd || j < rightEnd {
        let takesLeft = j == rightEnd || (i < leftEnd && held[i] <= held[j])
        let takesRight = i == leftEnd || (j < rightEnd && held[j] <= held[i])
        merged[end] = takesLeft ? held[i] : held[j]
        end += 1
        i += takesLeft ? 1 : 0
        j += takesRight ? 1 : 0
      }
      traffic[nodes - 1 + node] = Traffic(
        leftElements: elementCounts[2 * node], rightElements: elementCounts[2 * node + 1],
        leftPositions: leftEnd - left, rightPositions: rightEnd - right,
        shared: leftEnd - left + rightEnd - right - (end - left))
      elementCounts[node] = elementCounts[2 * node] + elementCounts[2 * node + 1]
      positionCounts[node] = end - left
    }
    swap(&held, &merged)
  }

  private func rank(of position: Int32) -> Int {
    var range = 0..<positions
    while range.count > 1 {
      let middle = range.lowerBound + range.count / 2
      range = position < held[middle] ? range.lowerBound..<middle : middle..<range.upperBound
    }
    return range.lowerBound
  }
}
