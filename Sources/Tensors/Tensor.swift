/// A dense row-major array of one ``DataType``: a value whose memory is shared until it is changed.
package struct Tensor: Sendable {
  package let dataType: DataType
  package let shape: Shape
  private var storage: Storage

  private enum Storage: Sendable {
    case bytes(TensorBytes)
    case deferred(DeferredBytes)
    case strings([String])
  }

  private init(_ dataType: DataType, _ shape: Shape, _ storage: Storage) {
    self.dataType = dataType
    self.shape = shape
    self.storage = storage
  }

  /// A tensor over existing memory.
  /// - Throws: ``TensorError/payloadSize(expected:found:shape:type:)`` where the sizes differ.
  package init(_ dataType: DataType, _ shape: Shape, bytes: TensorBytes) throws(TensorError) {
    let expected = shape.count * dataType.byteWidth
    guard dataType != .string, bytes.count == expected else {
      throw .payloadSize(expected: expected, found: bytes.count, shape: shape, type: dataType)
    }
    self.dataType = dataType
    self.shape = shape
    self.storage = .bytes(bytes)
  }

  /// A tensor whose elements are made when they are first read.
  /// - Throws: ``TensorError/payloadSize(expected:found:shape:type:)`` where the sizes differ.
  package init(_ dataType: DataType, _ shape: Shape, deferred: DeferredBytes) throws(TensorError) {
    let expected = shape.count * dataType.byteWidth
    guard dataType != .string, deferred.count == expected else {
      throw .payloadSize(expected: expected, found: deferred.count, shape: shape, type: dataType)
    }
    self.init(dataType, shape, .deferred(deferred))
  }

  /// A string tensor, elements in row-major order.
  package init(_ shape: Shape, strings: [String]) throws(TensorError) {
    guard strings.count == shape.count else {
      throw .payloadSize(expected: shape.count, found: strings.count, shape: shape, type: .string)
    }
    self.dataType = .string
    self.shape = shape
    self.storage = .strings(strings)
  }

  /// A tensor whose bytes `initialize` writes, every one of them.
  package init<Failure: Error>(
    _ dataType: DataType, _ shape: Shape,
    initializingBytesWith initialize: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    precondition(dataType != .string, "string tensors are made from strings")
    let bytes = TensorBytes(uninitializedCount: shape.count * dataType.byteWidth)
    try initialize(UnsafeMutableRawBufferPointer(start: bytes.base, count: bytes.count))
    self.dataType = dataType
    self.shape = shape
    self.storage = .bytes(bytes)
  }

  /// A tensor whose elements `initialize` writes, every one of them.
  package init<Element: TensorElement, Failure: Error>(
    _ shape: Shape, of _: Element.Type = Element.self,
    initializingWith initialize: (UnsafeMutableBufferPointer<Element>) throws(Failure) -> Void
  ) throws(Failure) {
    try self.init(Element.dataType, shape) { (raw: UnsafeMutableRawBufferPointer) throws(Failure) in
      try initialize(raw.bindMemory(to: Element.self))
    }
  }

  /// A tensor with the given elements in row-major order.
  /// - Throws: ``TensorError/payloadSize(expected:found:shape:type:)`` where their number is not the shape's.
  package init<Element: TensorElement>(_ shape: Shape, _ elements: [Element]) throws(TensorError) {
    guard elements.count == shape.count else {
      let width = Element.dataType.byteWidth
      throw .payloadSize(
        expected: shape.count * width, found: elements.count * width, shape: shape, type: Element.dataType)
    }
    self.init(shape, of: Element.self) { _ = $0.initialize(from: elements) }
  }

  /// A scalar.
  package init<Element: TensorElement>(scalar value: Element) {
    self.init(.scalar, of: Element.self) { $0.initialize(repeating: value) }
  }

  package var count: Int { shape.count }
  package var byteCount: Int { shape.count * dataType.byteWidth }

  /// Bytes of memory that the elements take, those of strings included.
  package var memoryCount: Int { shape.count * dataType.memoryWidth + longTextBytes }

  /// What texts take that are too long to lie in the elements themselves.
  private var longTextBytes: Int {
    guard case .strings(let strings) = storage else { return 0 }
    return strings.reduce(0) { $0 + ($1.utf8.count > 15 ? $1.utf8.count : 0) }
  }

  /// Where the elements are, which tells whether two tensors share their memory; `nil` where it is borrowed, as
  /// from a mapped file, or only made when it is read.
  package var ownedAddress: UInt? {
    switch storage {
    case .bytes(let bytes): bytes.isBorrowed ? nil : UInt(bitPattern: bytes.base)
    case .deferred: nil
    case .strings(let strings): strings.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
    }
  }

  /// The same elements under another shape of equal count; the memory is shared.
  /// - Throws: ``TensorError/payloadSize(expected:found:shape:type:)`` where the counts differ.
  package func reshaped(to shape: Shape) throws(TensorError) -> Tensor {
    switch storage {
    case .bytes(let bytes): try Tensor(dataType, shape, bytes: bytes)
    case .deferred(let bytes): try Tensor(dataType, shape, deferred: bytes)
    case .strings(let strings): try Tensor(shape, strings: strings)
    }
  }
}

// MARK: - Access

extension Tensor {
  /// The elements of a string tensor; `nil` for any other type.
  package var strings: [String]? {
    if case .strings(let strings) = storage { strings } else { nil }
  }

  /// The elements' bytes. They have any alignment where the tensor borrows a mapped file.
  package func withUnsafeBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard let bytes = numericBytes else { return try body(UnsafeRawBufferPointer(start: nil, count: 0)) }
    defer { withExtendedLifetime(bytes) {} }
    return try body(UnsafeRawBufferPointer(start: bytes.base, count: bytes.count))
  }

  /// `nil` for strings.
  private var numericBytes: TensorBytes? {
    switch storage {
    case .bytes(let bytes): bytes
    case .deferred(let deferred): deferred.bytes
    case .strings: nil
    }
  }

  /// The elements of a float32 tensor where they lie, at any alignment: for what reads any, as kernels in C do.
  package func withFloatsInPlace<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<Float>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    precondition(dataType == .float32, "\(dataType.name) read as Float")
    return try withUnsafeBytes { (raw) throws(Failure) in try body(raw.assumingMemoryBound(to: Float.self)) }
  }

  /// The elements, aligned; a temporary copy is made where the tensor borrows misaligned memory.
  ///
  /// `Element` has to be the Swift type of ``dataType`` (or one of the same width for the types that
  /// have none): a mismatch is a programming error.
  package func withElements<Element: TensorElement, Result, Failure: Error>(
    as _: Element.Type = Element.self,
    _ body: (UnsafeBufferPointer<Element>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    precondition(MemoryLayout<Element>.stride == dataType.byteWidth, "\(dataType.name) read as \(Element.self)")
    return try aligned().withUnsafeBytes { (raw) throws(Failure) in
      try body(raw.assumingMemoryBound(to: Element.self))
    }
  }

  /// The elements, to be changed in place; copied first unless this value holds the only reference to
  /// owned memory.
  package mutating func withMutableElements<Element: TensorElement, Result, Failure: Error>(
    as _: Element.Type = Element.self,
    _ body: (UnsafeMutableBufferPointer<Element>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    precondition(MemoryLayout<Element>.stride == dataType.byteWidth, "\(dataType.name) written as \(Element.self)")
    if !isUniquelyOwned() { storage = .bytes(copiedBytes()) }
    guard case .bytes(let bytes) = storage else { preconditionFailure("string tensors are not changed in place") }
    defer { withExtendedLifetime(bytes) {} }
    let raw = UnsafeMutableRawBufferPointer(start: bytes.base, count: bytes.count)
    return try body(raw.assumingMemoryBound(to: Element.self))
  }

  /// A copy of the elements in row-major order. See ``withElements(as:_:)`` for `Element`.
  package func elements<Element: TensorElement>(as _: Element.Type = Element.self) -> [Element] {
    withElements(as: Element.self) { Array($0) }
  }

  /// Has the elements read now where they would be read from a file at their first use, page by page.
  package func pageIn() {
    if case .bytes(let bytes) = storage { bytes.pageIn() }
  }

  /// Whether ``withMutableElements(as:_:)`` would change the memory without copying it.
  package mutating func isUniquelyOwned() -> Bool {
    guard case .bytes(var bytes) = storage else { return false }
    storage = .strings([])
    defer { storage = .bytes(bytes) }
    return !bytes.isBorrowed && isKnownUniquelyReferenced(&bytes)
  }

  /// This tensor if its memory is aligned for its elements, else a copy that is.
  package func aligned() -> Tensor {
    guard case .bytes(let bytes) = storage, bytes.isBorrowed else { return self }
    let address = UInt(bitPattern: bytes.base)
    guard address % UInt(max(min(dataType.byteWidth, 8), 1)) != 0 else { return self }
    var copy = self
    copy.storage = .bytes(copiedBytes())
    return copy
  }

  private func copiedBytes() -> TensorBytes {
    withUnsafeBytes { source in
      let copy = TensorBytes(uninitializedCount: source.count)
      UnsafeMutableRawBufferPointer(start: copy.base, count: copy.count).copyMemory(from: source)
      return copy
    }
  }
}
