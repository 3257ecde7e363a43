/// Selection by magnitude, in time linear in the number of weights and without copying or sorting them.
///
/// Magnitudes are compared through their bit patterns without the sign: for floats of one sign the order
/// of the patterns is the order of the values, with infinity and then NaN as the largest.
struct MagnitudeRanking {
  /// Everything from here up is NaN.
  private static let firstNaNPattern = Float.infinity.bitPattern + 1

  private static func pattern(_ value: Float) -> UInt32 { value.bitPattern & 0x7FFF_FFFF }

  /// The pattern of the element of the given rank (0-based, ascending) among all the weights' elements:
  /// a radix selection over the upper, then the lower 16 bits.
  static func pattern(ofRank rank: Int, in weights: [PrunableWeight]) -> UInt32 {
    var remaining = rank
    let upper = bucket(ofRank: &remaining, in: weights) { pattern, histogram in
      histogram[Int(pattern >> 16)] += 1
    }
    let lower = bucket(ofRank: &remaining, in: weights) { pattern, histogram in
      if pattern >> 16 == upper { histogram[Int(pattern & 0xFFFF)] += 1 }
    }
    return upper << 16 | lower
  }

  /// Clears what is smaller than the magnitude with this pattern. A NaN is never smaller than anything.
  static func clear(_ weight: inout PrunableWeight, below pivot: UInt32) {
    let bound = min(pivot, firstNaNPattern)
    weight.withMutableElements { elements in
      for index in elements.indices where pattern(elements[index]) < bound { elements[index] = 0 }
    }
  }

  /// Clears every element.
  static func clearAll(_ weight: inout PrunableWeight) {
    weight.withMutableElements { $0.update(repeating: 0) }
  }

  /// The bucket that holds the element of the given rank, which becomes its rank within the bucket.
  private static func bucket(
    ofRank rank: inout Int, in weights: [PrunableWeight],
    counting count: (UInt32, UnsafeMutableBufferPointer<Int>) -> Void
  ) -> UInt32 {
    var histogram = [Int](repeating: 0, count: 1 << 16)
    histogram.withUnsafeMutableBufferPointer { histogram in
      for weight in weights {
        weight.withElements { elements in
          for value in elements { count(pattern(value), histogram) }
        }
      }
    }
    for (bucket, size) in histogram.enumerated() {
      if rank < size { return UInt32(bucket) }
      rank -= size
    }
    preconditionFailure("a rank beyond the number of elements")
  }
}
