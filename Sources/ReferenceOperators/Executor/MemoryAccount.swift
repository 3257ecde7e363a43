import Tensors

/// The bytes that the values in a run's slots hold, each memory counted once however many values share it.
///
/// What belongs to a mapped file is not counted: the system may drop it at any time.
struct MemoryAccount {
  /// How many of the values refer to each memory, by its address.
  private var references: [UInt: Int] = [:]
  private var isCounted: [Bool]
  private(set) var bytes = 0

  init(slots: Int) { isCounted = [Bool](repeating: false, count: slots) }

  mutating func add(_ value: Value, in slot: Int) {
    isCounted[slot] = true
    bytes += value.listBytes
    value.forEachTensor { tensor in
      guard let memory = tensor.ownedAddress else { return }
      let count = references[memory, default: 0]
      references[memory] = count + 1
      if count == 0 { bytes += tensor.memoryCount }
    }
  }

  /// Takes a value out of the account; nothing where the slot's was never put in, as an input is not.
  mutating func remove(_ value: Value, from slot: Int) {
    guard isCounted[slot] else { return }
    isCounted[slot] = false
    bytes -= value.listBytes
    value.forEachTensor { tensor in
      guard let memory = tensor.ownedAddress, let count = references[memory] else { return }
      references[memory] = count > 1 ? count - 1 : nil
      if count == 1 { bytes -= tensor.memoryCount }
    }
  }
}

extension Value {
  /// Calls `body` for each tensor in the value.
  fileprivate func forEachTensor(_ body: (Tensor) -> Void) {
    switch self {
    case .tensor(let tensor): body(tensor)
    case .sequence(let values): for value in values { value.forEachTensor(body) }
    case .optional(let value): value?.forEachTensor(body)
    }
  }

  /// What a sequence takes besides its tensors: a sequence of one tensor again and again is not free.
  fileprivate var listBytes: Int {
    guard case .sequence(let values) = self else { return 0 }
    return values.count * MemoryLayout<Value>.stride
  }
}
