import Tensors

/// Selection by magnitude, in time linear in the number of weights and without copying or sorting them.
struct MagnitudeRanking {
  /// An element by its place in ascending order of magnitude.
  struct Pivot {
    /// Of its magnitude.
    var pattern: UInt32
    /// Elements of smaller magnitude, and of the same.
    var smaller: Int
    var equal: Int

    /// Zeros once everything smaller than it is cleared; `nil` where they have to be counted.
    var zeros: Int? {
      if pattern == 0 { return equal }
      return MagnitudeBound(pattern: pattern).pattern == pattern ? smaller : nil
    }
  }

  /// Elements that one task looks at.
  private static let share = 1 << 20

  /// The element of the given rank (0-based, ascending) among all the weights' elements: a radix selection over the
  /// upper 13, the next 9, then the lower 9 bits.
  static func pivot(ofRank rank: Int, in weights: [PrunableWeight], workers: Workers) -> Pivot {
    var remaining = rank
    var bucket = bucket(ofRank: &remaining, of: 1 << 13, in: weights, workers) { elements, histogram in
      for value in elements { histogram[Int(value.magnitude.bitPattern &>> 18)] &+= 1 }
    }
    var prefix = bucket.number
    for shift in [UInt32(9), 0] {
      let known = prefix
      bucket = Self.bucket(ofRank: &remaining, of: 1 << 9, in: weights, workers) { elements, histogram in
        for value in elements where value.magnitude.bitPattern &>> (shift &+ 9) == known {
          histogram[Int(value.magnitude.bitPattern &>> shift & 0x1FF)] &+= 1
        }
      }
      prefix = prefix << 9 | bucket.number
    }
    return Pivot(pattern: prefix, smaller: rank - remaining, equal: bucket.count)
  }

  /// Clears every element.
  static func clearAll(_ weight: inout PrunableWeight) {
    weight.withMutableElements { $0.update(repeating: 0) }
  }

  /// The bucket that holds the element of the given rank, which becomes its rank within the bucket, and the bucket's
  /// elements.
  private static func bucket(
    ofRank rank: inout Int, of buckets: Int, in weights: [PrunableWeight], _ workers: Workers,
    counting count: @escaping (UnsafeBufferPointer<Float>, UnsafeMutablePointer<UInt32>) -> Void
  ) -> (number: UInt32, count: Int) {
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
      if rank < size { return (UInt32(bucket), size) }
      rank -= size
    }
    preconditionFailure("a rank beyond the number of elements")
  }
}
