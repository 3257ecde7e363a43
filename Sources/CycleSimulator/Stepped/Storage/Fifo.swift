/// A FIFO with its counters. It has no capacity, as in STONNE: nothing in the fabric ever pushes back.
struct Fifo<Element: BitwiseCopyable>: ~Copyable {
  /// A ring of a power of two of entries.
  private var ring: UnsafeMutableBufferPointer<Element>
  private var head = 0
  private(set) var count = 0
  private(set) var counts = FifoCounts()

  init() { ring = .allocate(capacity: 4) }

  deinit { ring.deallocate() }

  var isEmpty: Bool { count == 0 }

  mutating func push(_ element: Element) {
    if count == ring.count { grow() }
    ring[(head &+ count) & (ring.count &- 1)] = element
    count &+= 1
    counts.pushes &+= 1
    counts.reach(count)
  }

  mutating func pop() -> Element {
    precondition(count > 0, "an empty FIFO was popped")
    let element = ring[head]
    head = (head &+ 1) & (ring.count &- 1)
    count &-= 1
    counts.pops &+= 1
    return element
  }

  /// Takes all entries out.
  mutating func removeAll() {
    counts.pops &+= count
    count = 0
  }

  /// The entry that `position` others are before.
  func element(at position: Int) -> Element {
    precondition(position < count)
    return ring[(head &+ position) & (ring.count &- 1)]
  }

  private mutating func grow() {
    let larger = UnsafeMutableBufferPointer<Element>.allocate(capacity: 2 * ring.count)
    for index in 0..<count { larger[index] = ring[(head + index) & (ring.count - 1)] }
    ring.deallocate()
    ring = larger
    head = 0
  }
}
