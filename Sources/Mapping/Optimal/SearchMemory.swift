import Synchronization
import Workload

/// The searches of a run, and what a file kept of earlier ones: equal layers are searched once.
package final class SearchMemory: Sendable {
  /// What is kept of a search.
  package struct Entry: Hashable, Sendable {
    package var search: TileSearch
    /// How many of the best it was to find.
    package var wanted: Int

    package init(_ search: TileSearch, wanted: Int) {
      self.search = search
      self.wanted = wanted
    }
  }

  private struct State {
    /// Of this run; and of earlier ones, to be confirmed by the simulator before they are believed.
    var entries: [String: Entry] = [:]
    var earlier: [String: Entry]
    var rejected = 0
  }

  private let state: Mutex<State>

  /// - Parameter earlier: searches by key, from a file.
  package init(earlier: [String: Entry] = [:]) { state = Mutex(State(earlier: earlier)) }

  /// All that is known, by key; only what is proven holds whatever the limits of the next run.
  package var proven: [String: Entry] {
    state.withLock { state in
      state.earlier.merging(state.entries) { _, new in new }.filter { $0.value.search.proof.isProven }
    }
  }

  /// Earlier searches that the simulator did not confirm, and that were made again.
  package var rejected: Int { state.withLock { $0.rejected } }

  /// A search that was made, or an earlier one that is confirmed.
  /// - Parameter isConfirmed: whether the simulator still finds what the search found.
  func search(_ key: String, wanted: Int, isConfirmed: (TileSearch) -> Bool) -> TileSearch? {
    let (made, earlier) = state.withLock { ($0.entries[key], $0.earlier[key]) }
    if let made, made.wanted >= wanted { return made.search }
    guard let earlier, earlier.wanted >= wanted else { return nil }
    let holds = isConfirmed(earlier.search)
    state.withLock { state in
      state.earlier[key] = nil
      if holds { state.entries[key] = earlier } else { state.rejected += 1 }
    }
    return holds ? earlier.search : nil
  }

  func keep(_ search: TileSearch, _ key: String, wanted: Int) {
    state.withLock { $0.entries[key] = Entry(search, wanted: wanted) }
  }
}
