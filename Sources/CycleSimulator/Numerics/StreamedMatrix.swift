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
  private let memory: Memory

  private enum Memory {
    case owned(TensorBytes)
    /// From an element of a float32 tensor on.
    case borrowed(Tensor, offset: Int)
  }

  /// Streaming vectors that a kernel takes at a time.
  private static let block = Int(CDATAPATH_STREAM_BLOCK)

  /// - Parameters:
  ///   - isFilled: whether every element is written, so that only what pads the rows need be zero before.
  ///   - fill: writes the elements into rows of ``stride`` zeros.
  package init(
    positions: Int, vectors: Int, isFilled: Bool = false,
    fill: (_ rows: UnsafeMutablePointer<Float>, _ stride: Int) -> Void
  ) {
    precondition(positions > 0 && vectors > 0)
    let stride = (vectors - 1) / Self.block * Self.block + Self.block
    self.positions = positions
    self.vectors = vectors
    self.stride = stride
    let bytes = TensorBytes(uninitializedCount: positions * stride * MemoryLayout<Float>.stride)
    memory = .owned(bytes)
    let rows = bytes.base.bindMemory(to: Float.self, capacity: positions * stride)
    if isFilled {
      for position in 0..<positions {
        (rows + position * stride + vectors).initialize(repeating: 0, count: stride - vectors)
      }
    } else {
      rows.initialize(repeating: 0, count: positions * stride)
    }
    fill(rows, stride)
  }

  /// The matrix that lies in a tensor, row after row.
  ///
  /// - Parameters:
  ///   - tensor: float32.
  ///   - offset: of the first element.
  /// - Returns: `nil` where rows would have to be padded.
  package init?(positions: Int, vectors: Int, in tensor: Tensor, offset: Int) {
    guard positions > 0, vectors > 0, vectors % Self.block == 0 else { return nil }
    precondition(tensor.dataType == .float32 && offset + positions * vectors <= tensor.count)
    self.positions = positions
    self.vectors = vectors
    stride = vectors
    memory = .borrowed(tensor.aligned(), offset: offset)
  }

  private func withRows<Result>(_ body: (UnsafePointer<Float>) -> Result) -> Result {
    switch memory {
    case .owned(let bytes):
      bytes.withUnsafeBytes { _ in body(UnsafePointer(bytes.base.assumingMemoryBound(to: Float.self))) }
    case .borrowed(let tensor, let offset):
      tensor.withUnsafeBytes { bytes in
        guard let first = bytes.assumingMemoryBound(to: Float.self).baseAddress else {
          preconditionFailure("a tensor with elements has memory")
        }
        return body(first + offset)
      }
    }
  }

  /// For each position the number of vectors that have an element there, as SIGMA counts them: where a value is not
  /// zero, and for a vector of fewer than three at its first zeros too.
  package func ones(target: DatapathTarget = .best) -> [Int] {
    withRows { rows in
      [Int](unsafeUninitializedCapacity: positions) { counts, count in
        counts.withMemoryRebound(to: UInt.self) { counts in
          cdatapath_streamed_ones(
            target.code, positions, vectors, rows, stride, UInt32(VectorBitmap.minimumOnes), counts.baseAddress)
        }
        count = positions
      }
    }
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
