import Synchronization

/// Values that several threads need and that are made once each: who comes while one is made waits for it.
final class OnceCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private final class Place: Sendable {
    let value = Mutex<Value?>(nil)
  }

  private struct Places {
    var byKey: [Key: Place] = [:]
    /// The least recently used first.
    var order: [Key] = []
  }

  private let places = Mutex(Places())
  private let capacity: Int?

  /// - Parameter capacity: values that are kept, the least recently used leaves; `nil` keeps all.
  init(capacity: Int? = nil) { self.capacity = capacity }

  /// The value of a key; where making it fails, the next to ask makes it again.
  func value(_ key: Key, make: () throws -> Value) throws -> Value {
    try place(of: key).value.withLock { value in
      if let value { return value }
      let made = try make()
      value = made
      return made
    }
  }

  private func place(of key: Key) -> Place {
    places.withLock { places in
      let place = places.byKey[key] ?? Place()
      places.byKey[key] = place
      guard let capacity else { return place }
      places.order.removeAll { $0 == key }
      places.order.append(key)
      while places.order.count > capacity { places.byKey[places.order.removeFirst()] = nil }
      return place
    }
  }
}
