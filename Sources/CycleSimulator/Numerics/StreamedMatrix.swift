import CDatapath
import Sparsity
import Tensors

/// A dense matrix that streams past an array which keeps the elements of another one: a row a position, a column a
/// streaming vector. Rows are padded with zeros to whole blocks of the datapath's kernels.
package struct StreamedMatrix: Sendable {
  package let positions: Int
  package let vectors: Int
  /// Floats from one row to the next.
  package let stride: Int
  private let memory: TensorBytes

  /// - Parameter fill: writes the elements into rows of ``stride`` zeros.
  package init(
    positions: Int, vectors: Int, fill: (_ rows: UnsafeMutablePointer<Float>, _ stride: Int) -> Void
  ) {
    precondition(positions > 0 && vectors > 0)
    let block = Int(CDATAPATH_STREAM_BLOCK)
    let stride = (vectors - 1) / block * block + block
    self.positions = positions
    self.vectors = vectors
    self.stride = stride
    memory = TensorBytes(uninitializedCount: positions * stride * MemoryLayout<Float>.stride)
    let rows = memory.base.bindMemory(to: Float.self, capacity: positions * stride)
    rows.initialize(repeating: 0, count: positions * stride)
    fill(rows, stride)
  }

  private func withRows<Result>(_ body: (UnsafePointer<Float>) -> Result) -> Result {
    memory.withUnsafeBytes { _ in
      body(UnsafePointer(memory.base.assumingMemoryBound(to: Float.self)))
    }
  }

  /// For each position the number of vectors that have an element there, as SIGMA counts them: where a value is not
  /// zero, and for a vector of fewer than three at its first zeros too.
  package func ones(target: DatapathTarget = .best) -> [Int] {
    let counts = withRows { rows in
      [UInt](unsafeUninitializedCapacity: positions) { counts, count in
        cdatapath_streamed_ones(
          target.code, positions, vectors, rows, stride, UInt32(VectorBitmap.minimumOnes), counts.baseAddress)
        count = positions
      }
    }
    return counts.map { Int(bitPattern: $0) }
  }

  /// What a kept vector adds up to with every streaming vector, in folds of as many elements as there are lanes.
  ///
  /// - Parameters:
  ///   - elements: of the kept vector, among `kept`'s.
  ///   - sums: ``stride`` of them; a continuation takes them in, else they are replaced.
  ///   - scratch: of ``scratchCount(lanes:)`` floats.
  package func sums(
    of elements: Range<Int>, _ values: UnsafePointer<Float>, _ indices: UnsafePointer<Int32>, lanes: Int,
    in order: AdditionOrder, isContinuation: Bool = false, target: DatapathTarget = .best,
    sums: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>
  ) {
    order.pairs.withUnsafeBufferPointer { pairs in
      let kernelOrder = cdatapath_addition_order(
        lanes: lanes, takes_sum: isContinuation, pairs: pairs.baseAddress, additions: pairs.count / 2,
        result: Int(order.result))
      withRows { rows in
        cdatapath_streamed_sums(
          target.code, kernelOrder, elements.count, values + elements.lowerBound, indices + elements.lowerBound,
          rows, stride, sums, scratch)
      }
    }
  }

  /// Working memory of ``sums(of:_:_:lanes:in:isContinuation:target:sums:scratch:)``, in floats.
  package static func scratchCount(lanes: Int) -> Int { lanes * 64 }
}

extension StreamedMatrix {
  /// The columns of a row-major matrix as streaming vectors.
  init(columnsOf matrix: [Float], positions: Int, vectors: Int) {
    self.init(positions: positions, vectors: vectors) { rows, stride in
      matrix.withUnsafeBufferPointer { matrix in
        for position in 0..<positions {
          for vector in 0..<vectors { rows[position * stride + vector] = matrix[position * vectors + vector] }
        }
      }
    }
  }

  /// The rows of a row-major matrix as streaming vectors.
  init(rowsOf matrix: [Float], vectors: Int, positions: Int) {
    self.init(positions: positions, vectors: vectors) { rows, stride in
      matrix.withUnsafeBufferPointer { matrix in
        for position in 0..<positions {
          for vector in 0..<vectors { rows[position * stride + vector] = matrix[vector * positions + position] }
        }
      }
    }
  }
}

extension StreamedMatrix {
  /// Some of the vectors.
  func selecting(_ vectors: [Int]) -> StreamedMatrix {
    StreamedMatrix(positions: positions, vectors: vectors.count) { rows, stride in
      withRows { all in
        for position in 0..<positions {
          for (place, vector) in vectors.enumerated() {
            rows[position * stride + place] = all[position * self.stride + vector]
          }
        }
      }
    }
  }
}
