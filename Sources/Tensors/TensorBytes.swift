/// The memory behind a tensor: owned and 64-byte aligned, or borrowed from an owner such as a mapped file.
///
/// `@unchecked Sendable`: the bytes are written only by whoever created the object or holds its only
/// reference (``Tensor`` tests that before it mutates); after that they are read-only.
package final class TensorBytes: @unchecked Sendable {
  /// Never dereferenced when `count` is 0.
  package let base: UnsafeMutableRawPointer
  package let count: Int
  /// Keeps borrowed memory alive; `nil` where the memory is owned.
  private let owner: AnyObject?

  /// Owned memory of `count` bytes, not initialised.
  package init(uninitializedCount count: Int) {
    self.base = RecycledMemory.take(count)
    self.count = count
    self.owner = nil
  }

  /// Owned memory with these bytes.
  package convenience init(copying bytes: [UInt8]) {
    self.init(uninitializedCount: bytes.count)
    UnsafeMutableRawBufferPointer(start: base, count: count).copyBytes(from: bytes)
  }

  /// Memory that belongs to `owner` and stays valid and unchanged as long as it lives. It may have any
  /// alignment.
  package init(borrowing bytes: UnsafeRawBufferPointer, from owner: AnyObject) {
    self.base = UnsafeMutableRawPointer(
      mutating: bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 64).unsafelyUnwrapped)
    self.count = bytes.count
    self.owner = owner
  }

  package var isBorrowed: Bool { owner != nil }

  /// Has the bytes read now where they would be read from a file at their first use, page by page.
  package func pageIn() {
    (owner as? any PagedMemory)?.pageIn(UnsafeRawBufferPointer(start: base, count: count))
  }

  /// The bytes, valid until `body` returns.
  package func withUnsafeBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(self) {} }
    return try body(UnsafeRawBufferPointer(start: base, count: count))
  }

  deinit {
    if owner == nil { RecycledMemory.giveBack(base, count) }
  }
}
