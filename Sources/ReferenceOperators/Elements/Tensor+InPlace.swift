import Tensors

extension Tensor {
  /// Replaces every element by what `body` makes of it, in the same memory where nobody else refers to it.
  ///
  /// `body` reads the first buffer and writes the second, element by element in any order: they may be one.
  package mutating func transform<Element: TensorElement>(
    as _: Element.Type, _ body: (UnsafeBufferPointer<Element>, UnsafeMutableBufferPointer<Element>) -> Void
  ) {
    if isUniquelyOwned() {
      withMutableElements(as: Element.self) { body(UnsafeBufferPointer($0), $0) }
    } else {
      self = withElements(as: Element.self) { source in
        Tensor(dataType, shape) { (raw: UnsafeMutableRawBufferPointer) in
          body(source, raw.bindMemory(to: Element.self))
        }
      }
    }
  }
}
