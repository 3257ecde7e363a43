import Tensors

/// Work that moves elements without looking at them, written once for every width and for strings.
package protocol Movement {
  /// Whether elements are only moved in runs, so that sources of any alignment will do: weights in a mapped
  /// file need not be copied first.
  var movesRuns: Bool { get }
  /// Writes every element of `target`.
  func move<Element>(
    from sources: [UnsafeBufferPointer<Element>], to target: UnsafeMutableBufferPointer<Element>
  ) throws(OperatorError)
}

extension Movement {
  package var movesRuns: Bool { false }
}

/// An element of 16 bytes: complex128.
private struct SixteenBytes: BitwiseCopyable {
  let low: UInt64
  let high: UInt64
}

extension Tensor {
  /// A tensor whose elements `movement` takes from `sources`, which are all of type `type`.
  package static func moved(
    _ type: DataType, _ shape: Shape, from sources: [Tensor], by movement: some Movement
  ) throws(OperatorError) -> Tensor {
    switch type.byteWidth {
    case 1: return try moved(type, shape, sources, UInt8.self, movement)
    case 2: return try moved(type, shape, sources, UInt16.self, movement)
    case 4: return try moved(type, shape, sources, UInt32.self, movement)
    case 8: return try moved(type, shape, sources, UInt64.self, movement)
    case 16: return try moved(type, shape, sources, SixteenBytes.self, movement)
    default: return try movedStrings(shape, sources, movement)
    }
  }

  private static func moved<Element: BitwiseCopyable>(
    _ type: DataType, _ shape: Shape, _ sources: [Tensor], _: Element.Type, _ movement: some Movement
  ) throws(OperatorError) -> Tensor {
    let sources = movement.movesRuns ? sources : sources.map { $0.aligned() }
    return try withExtendedLifetime(sources) { () throws(OperatorError) in
      let buffers = sources.map { $0.withUnsafeBytes { $0.assumingMemoryBound(to: Element.self) } }
      return try Tensor(type, shape) { (target: UnsafeMutableRawBufferPointer) throws(OperatorError) in
        try movement.move(from: buffers, to: target.bindMemory(to: Element.self))
      }
    }
  }

  private static func movedStrings(
    _ shape: Shape, _ sources: [Tensor], _ movement: some Movement
  ) throws(OperatorError) -> Tensor {
    var target = [String](repeating: "", count: shape.count)
    let arrays = sources.map { ContiguousArray($0.strings ?? []) }
    try withExtendedLifetime(arrays) { () throws(OperatorError) in
      let buffers = arrays.map { $0.withUnsafeBufferPointer { $0 } }
      try target.withUnsafeMutableBufferPointer { (buffer) throws(OperatorError) in
        try movement.move(from: buffers, to: buffer)
      }
    }
    do { return try Tensor(shape, strings: target) } catch { throw .shape(error.description) }
  }
}
