import Synchronization

/// The memory behind a tensor whose elements are made when they are first read, by whichever thread reads them: large
/// weights that may never be read in this form take no memory until then.
package final class DeferredBytes: Sendable {
  package let count: Int
  private let made = Mutex<TensorBytes?>(nil)
  private let make: @Sendable () -> TensorBytes

  /// - Parameter make: makes `count` bytes of owned memory.
  package init(count: Int, make: @escaping @Sendable () -> TensorBytes) {
    self.count = count
    self.make = make
  }

  var bytes: TensorBytes {
    made.withLock { made in
      if let made { return made }
      let bytes = make()
      precondition(bytes.count == count, "\(bytes.count) bytes made of \(count)")
      made = bytes
      return bytes
    }
  }

  /// Whether the elements were read already.
  package var isMade: Bool { made.withLock { $0 != nil } }
}
