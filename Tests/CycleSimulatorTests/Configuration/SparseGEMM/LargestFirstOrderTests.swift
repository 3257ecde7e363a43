import CycleSimulator
import Testing

@Suite struct LargestFirstOrderTests {
  @Test("vectors longer than the array come first, then the largest that still fits")
  func order() {
    #expect(LargestFirstOrder.order([3, 9, 4, 12, 5], capacity: 8) == [1, 3, 4, 0, 2])
  }

  @Test("every order is a permutation")
  func permutation() {
    for capacity in 3...12 {
      let sizes = [3, 7, 3, 12, 5, 8, 4, 3, 9, 6]
      #expect(LargestFirstOrder.order(sizes, capacity: capacity).sorted() == Array(sizes.indices))
    }
  }
}
