/// An order in which everything comes after what it depends on.
///
/// Depth first from each node in turn, so a sequence that is in order already stays as it is; on a stack
/// of its own, so a chain may be as long as it likes.
struct TopologicalOrder {
  private let dependencies: [[Int]]

  /// - Parameter dependencies: for each node the nodes that have to come before it.
  init(_ dependencies: [[Int]]) { self.dependencies = dependencies }

  private enum State {
    case unseen, open, done
  }

  /// - Parameter cycle: called with a node that depends on itself; has to throw.
  func order<Failure: Error>(cycle: (Int) throws(Failure) -> Never) throws(Failure) -> [Int] {
    var states = [State](repeating: .unseen, count: dependencies.count)
    var order: [Int] = []
    order.reserveCapacity(dependencies.count)
    var stack: [(node: Int, next: Int)] = []
    for root in dependencies.indices where states[root] == .unseen {
      states[root] = .open
      stack.append((root, 0))
      while let (node, next) = stack.last {
        guard next < dependencies[node].count else {
          states[node] = .done
          order.append(node)
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].next += 1
        let dependency = dependencies[node][next]
        switch states[dependency] {
        case .done: break
        case .open: try cycle(dependency)
        case .unseen:
          states[dependency] = .open
          stack.append((dependency, 0))
        }
      }
    }
    return order
  }
}
