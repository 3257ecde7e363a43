import ReferenceOperators
import Tensors
import Testing

@Suite("Broadcasting")
struct BroadcastWalkTests {
  /// Every shape of up to three axes with extents 0 to 3.
  private static let shapes: [[Int]] =
    [[]] + (0...3).map { [$0] }
    + (0...3).flatMap { a in (1...3).map { [a, $0] } }
    + [1, 2].flatMap { a in [1, 3].flatMap { b in [1, 2].map { [a, b, $0] } } }

  @Test("every pair of small shapes meets element by element as its definition says")
  func agreesWithDefinition() throws {
    for a in Self.shapes {
      for b in Self.shapes {
        guard let result = Self.broadcast(a, b) else {
          #expect(throws: OperatorError.self, "\(a) \(b)") { try BroadcastShape.extents(of: [a, b]) }
          continue
        }
        #expect(try BroadcastShape.extents(of: [a, b]) == result, "\(a) \(b)")
        let (left, right) = (try Tensor.counting(a), try Tensor.counting(b))
        let sum = try evaluate("Add", [left, right], threads: 2)[0]
        #expect(sum.shape.extents == result)
        #expect(sum.floats == Self.expected(a, b, result), "\(a) \(b)")
      }
    }
  }

  @Test("extents that are not known take the other operand's unless that is 1")
  func unknownExtents() throws {
    #expect(try BroadcastShape.extents(of: [[nil, 3], [2, 1]]) == [2, 3])
    #expect(try BroadcastShape.extents(of: [[nil], [1]]) == [nil])
    #expect(try BroadcastShape.extents(of: [[2], nil]) == nil)
  }

  @Test("long rows and many rows give the same on any number of threads")
  func threads() throws {
    var random = RandomValues(seed: 7)
    for (a, b) in [([40_000], [40_000]), ([40_000], [1]), ([300, 200], [200]), ([300, 200], [300, 1])] {
      let (x, y) = (try random.tensor(a), try random.tensor(b))
      #expect(
        try evaluate("Sub", [x, y], threads: 2)[0].floats == evaluate("Sub", [x, y], threads: 1)[0].floats)
    }
  }

  @Test("a result takes the memory of an operand that nobody else holds, and of no other")
  func inPlace() throws {
    let x = try Tensor.floats([1, 2])
    let y = try Tensor.floats([10, 20])
    #expect(try evaluate("Add", [x, y])[0].floats == [11, 22])
    #expect(x.floats == [1, 2])
    #expect(y.floats == [10, 20])
  }

  private static func broadcast(_ a: [Int], _ b: [Int]) -> [Int]? {
    let rank = max(a.count, b.count)
    let padded = [a, b].map { [Int](repeating: 1, count: rank - $0.count) + $0 }
    var result: [Int] = []
    for (x, y) in zip(padded[0], padded[1]) {
      guard x == y || x == 1 || y == 1 else { return nil }
      result.append(x == 1 ? y : x)
    }
    return result
  }

  private static func expected(_ a: [Int], _ b: [Int], _ result: [Int]) -> [Float] {
    func offset(_ extents: [Int], _ position: [Int]) -> Int {
      var offset = 0
      for (axis, extent) in extents.enumerated() {
        let coordinate = position[axis + result.count - extents.count]
        offset = offset * extent + (extent == 1 ? 0 : coordinate)
      }
      return offset
    }
    return (0..<result.reduce(1, *)).map { index in
      var rest = index
      var position = result
      for axis in result.indices.reversed() {
        position[axis] = rest % result[axis]
        rest /= result[axis]
      }
      return Float(offset(a, position) + offset(b, position))
    }
  }
}
