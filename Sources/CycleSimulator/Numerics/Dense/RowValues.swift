import Tensors

/// The values of rows in the order in which folds take them: where they lie that way in memory, they stay there;
/// other folds, among them a last one that is filled up with zeros, are copied.
struct RowValues: ~Copyable {
  private let memory: UnsafePointer<Float>
  private let starts: [Int]
  /// Folds that stay where they are.
  let foldsInPlace: Int
  /// Lanes of the folds that are copied.
  private let copiedLanes: Int
  private let copies: UnsafeMutableBufferPointer<Float>

  /// - Parameters:
  ///   - memory: what holds the rows.
  ///   - starts: of the rows.
  ///   - offsets: of each lane's value from its row's start, over all folds; nil for zero.
  init(
    _ memory: UnsafePointer<Float>, starts: [Int], offsets: [Int?], lanesPerFold: Int, workers: Workers
  ) {
    self.memory = memory
    self.starts = starts
    let adjacent = offsets.enumerated().prefix { $0 == $1 }.count
    foldsInPlace = adjacent / lanesPerFold
    let first = foldsInPlace * lanesPerFold
    let lanes = offsets.count - first
    copiedLanes = lanes
    copies = .allocate(capacity: max(starts.count * lanes, 1))
    guard lanes > 0 else { return }
    let copies = copies.baseAddress.unsafelyUnwrapped
    workers.perform(over: starts.count) { rows in
      for row in rows {
        let target = copies + row * lanes
        let source = UnsafeRawPointer(memory + starts[row])
        for lane in 0..<lanes { target[lane] = offsets[first &+ lane].map { source.float(at: $0) } ?? 0 }
      }
    }
  }

  deinit { copies.deallocate() }

  func inPlace(_ row: Int) -> UnsafePointer<Float> { memory + starts[row] }

  /// The values of the folds behind those in place.
  func copied(_ row: Int) -> UnsafePointer<Float> {
    UnsafePointer(copies.baseAddress.unsafelyUnwrapped + row * copiedLanes)
  }
}
