/// A fixed number of equal components side by side in memory.
struct Bank<Component: ~Copyable>: ~Copyable {
  private var components: UnsafeMutableBufferPointer<Component>

  init(count: Int, _ make: () -> Component) {
    components = .allocate(capacity: count)
    for index in 0..<count { components.initializeElement(at: index, to: make()) }
  }

  deinit {
    components.deinitialize()
    components.deallocate()
  }

  var count: Int { components.count }

  subscript(index: Int) -> Component {
    _read { yield components[index] }
    _modify { yield &components[index] }
  }

  /// What `body` says of each component, in order.
  func map<Result>(_ body: (borrowing Component) -> Result) -> [Result] {
    var results: [Result] = []
    results.reserveCapacity(count)
    for index in 0..<count { results.append(body(components[index])) }
    return results
  }
}
