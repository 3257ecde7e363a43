import Tensors

extension Tensor {
  /// Replaces every element by what `body` makes of it, in the same memory where nobody else refers to it.
  ///
  /// `body` reads the first buffer and writes the second, element by element in any order: they may be one.
  /// Large tensors are cut into parts that at most `threads` threads work on.
  package mutating func transform<Element: TensorElement>(
    as _: Element.Type, threads: Int = 1,
    _ body: (UnsafeBufferPointer<Element>, UnsafeMutableBufferPointer<Element>) -> Void
  ) {
    if isUniquelyOwned() {
      withMutableElements(as: Element.self) { elements in
        Self.transform(UnsafeBufferPointer(elements), elements, threads, body)
      }
    } else {
      self = withElements(as: Element.self) { source in
        Tensor(dataType, shape) { (raw: UnsafeMutableRawBufferPointer) in
          Self.transform(source, raw.bindMemory(to: Element.self), threads, body)
        }
      }
    }
  }

  private static func transform<Element>(
    _ source: UnsafeBufferPointer<Element>, _ target: UnsafeMutableBufferPointer<Element>, _ threads: Int,
    _ body: (UnsafeBufferPointer<Element>, UnsafeMutableBufferPointer<Element>) -> Void
  ) {
    guard threads > 1, source.count > elementsPerTask else { return body(source, target) }
    concurrently(over: source.count, grain: elementsPerTask, threads: threads) { part in
      body(UnsafeBufferPointer(rebasing: source[part]), UnsafeMutableBufferPointer(rebasing: target[part]))
    }
  }
}

/// Elements below which work on them is not worth a thread of its own.
let elementsPerTask = 1 << 14

/// Writes `function` of each source element; the buffers may be one.
///
/// Results go through a little memory of their own: where source and target may overlap, the compiler would take
/// one element at a time, and where they are one it would store only what changes, by a branch an element.
@inline(__always)
func mapElements<Element>(
  _ source: UnsafeBufferPointer<Element>, to target: UnsafeMutableBufferPointer<Element>,
  _ function: (Element) -> Element
) {
  guard let from = source.baseAddress, let to = target.baseAddress else { return }
  let part = 256
  withUnsafeTemporaryAllocation(of: Element.self, capacity: part) { results in
    guard let results = results.baseAddress else { return }
    for start in stride(from: 0, to: source.count, by: part) {
      let count = min(part, source.count - start)
      let input = from + start
      for i in 0..<count { results[i] = function(input[i]) }
      (to + start).update(from: results, count: count)
    }
  }
}
