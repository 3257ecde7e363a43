import Workload

/// Tiles that wait to be priced, the one with the least bound first; among equals the one that was found first.
struct BoundQueue {
  struct Entry {
    /// What the tile costs at least, in terms of the target.
    var bound: Double
    /// The tile's place in the order of the space.
    var place: Int
    var tile: Tile

    static func < (a: Entry, b: Entry) -> Bool { (a.bound, a.place) < (b.bound, b.place) }
  }

  /// A binary heap.
  private var entries: [Entry] = []

  var first: Entry? { entries.first }

  mutating func insert(_ entry: Entry) {
    entries.append(entry)
    var child = entries.count - 1
    while child > 0, entries[child] < entries[(child - 1) / 2] {
      entries.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func removeFirst() {
    let last = entries.removeLast()
    guard !entries.isEmpty else { return }
    entries[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < entries.count && entries[child] < entries[least]
      {
        least = child
      }
      guard least != parent else { return }
      entries.swapAt(parent, least)
      parent = least
    }
  }
}
