import Tensors

/// Selection by magnitude, in time linear in the number of weights and without copying or sorting them.
///
/// Magnitudes are compared through their bit patterns without the sign: for floats of one sign the order
/// of the patterns is the order of the values, with infinity and then NaN as the largest.
struct MagnitudeRanking {
  /// Everything from here up is NaN.
  private static let firstNaNPattern = Float.infinity.bitPattern + 1

  private static func pattern(_ value: Float) -> UInt32 { value.bitPattern & 0x7FFF_FFFF }

  /// Elements that one task looks at.
  private static let share = 1 << 20

  /// The pattern of the element of the given rank (0-based, ascending) among all the weights' elements:
  /// a radix selection over the upper 13, the next 9, then the lower 9 bits.
  static func pattern(ofRank rank: Int, in weights: [PrunableWeight], workers: Workers) -> UInt32 {
    var remaining = rank
    let upper = bucket(ofRank: &remaining, of: 1 << 13, in: weights, workers) { elements, histogram in
      for value in elements { histogram[Int(pattern(value) &>> 18)] &+= 1 }
    }
    var prefix = upper
    for shift in [UInt32(9), 0] {
      let known = prefix
      let next = bucket(ofRank: &remaining, of: 1 << 9, in: weights, workers) { elements, histogram in
        for value in elements where pattern(value) &>> (shift &+ 9) == known {
          histogram[Int(pattern(value) &>> shift & 0x1FF)] &+= 1
        }
      }
      prefix = prefix << 9 | next
    }
    return prefix
  }

  /// Clears what is smaller than the magnitude with this pattern. A NaN is never smaller than anything.
  static func clear(_ weight: inout PrunableWeight, below pivot: UInt32, workers: Workers) {
    let bound = min(pivot, firstNaNPattern)
    weight.replaceElements { elements, target in
      workers.perform((elements.count + share - 1) / share) { task in
        for index in task * share..<min((task + 1) * share, elements.count) {
          target[index] = pattern(elements[index]) < bound ? 0 : elements[index]
        }
      }
    }
  }

  /// Clears every element.
  static func clearAll(_ weight: inout PrunableWeight) {
    weight.withMutableElements { $0.update(repeating: 0) }
  }

  /// The bucket that holds the element of the given rank, which becomes its rank within the bucket.
  private static func bucket(
    ofRank rank: inout Int, of buckets: Int, in weights: [PrunableWeight], _ workers: Workers,
    counting count: @escaping (UnsafeBufferPointer<Float>, UnsafeMutablePointer<UInt32>) -> Void
  ) -> UInt32 {
    var histogram = [Int](repeating: 0, count: buckets)
    for weight in weights {
      weight.withElements { elements in
        let parts = min(4, (elements.count + share - 1) / share)
        guard parts > 0 else { return }
        let size = (elements.count - 1) / parts + 1
        let counts = UnsafeMutablePointer<UInt32>.allocate(capacity: parts * buckets)
        defer { counts.deallocate() }
        counts.initialize(repeating: 0, count: parts * buckets)
        workers.perform(parts) { part in
          let range = min(part * size, elements.count)..<min((part + 1) * size, elements.count)
          count(UnsafeBufferPointer(rebasing: elements[range]), counts + part * buckets)
        }
        for part in 0..<parts {
          for bucket in 0..<buckets { histogram[bucket] += Int(counts[part * buckets + bucket]) }
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
