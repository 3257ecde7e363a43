import Synchronization
import Tensors
import Testing

@Suite struct DeferredBytesTests {
  @Test("elements are made once, when they are first read, and are the tensor's own from then on")
  func once() throws {
    let made = Mutex(0)
    let bytes = DeferredBytes(count: 12) {
      made.withLock { $0 += 1 }
      return TensorBytes(copying: [0, 0, 128, 63, 0, 0, 0, 64, 0, 0, 64, 64])
    }
    let tensor = try Tensor(.float32, Shape([3]), deferred: bytes)
    let column = try tensor.reshaped(to: Shape([3, 1]))
    #expect(!bytes.isMade && tensor.count == 3 && tensor.ownedAddress == nil)
    var changed = tensor
    changed.withMutableElements(as: Float.self) { $0[0] = 9 }
    #expect(column.elements(as: Float.self) == [1, 2, 3] && tensor.elements(as: Float.self) == [1, 2, 3])
    #expect(changed.elements(as: Float.self) == [9, 2, 3])
    #expect(made.withLock { $0 } == 1)
  }

  @Test("as many bytes are promised as the shape has")
  func size() throws {
    let bytes = DeferredBytes(count: 8) { TensorBytes(copying: Array(repeating: 0, count: 8)) }
    #expect(throws: TensorError.self) { try Tensor(.float32, Shape([3]), deferred: bytes) }
  }
}
