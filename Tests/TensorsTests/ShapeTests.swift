import Tensors
import Testing

@Suite("Shape")
struct ShapeTests {
  @Test("a tensor has 1,024 dimensions at most")
  func rank() throws {
    #expect(try Shape([Int](repeating: 1, count: 1024)).count == 1)
    #expect(throws: TensorError.rank(1025)) { try Shape([Int](repeating: 1, count: 1025)) }
  }

  @Test("no empty tensor has rows without end")
  func empties() throws {
    #expect(try Shape([0, 1 << 27]).count == 0)
    #expect(throws: TensorError.emptyTooLarge([1 << 20, 0, 1 << 8])) { try Shape([1 << 20, 0, 1 << 8]) }
  }

  @Test("a part without the zeros may not overflow either")
  func zeros() {
    #expect(throws: TensorError.self) { try Shape([0, 1 << 40, 1 << 40]) }
  }
}
