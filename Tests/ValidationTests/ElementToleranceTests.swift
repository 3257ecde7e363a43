import Tensors
import Testing
import Validation

@Suite("Element tolerance")
struct ElementToleranceTests {
  private let tolerance = ElementTolerance(relative: 0.1, absolute: 0.01)

  @Test(
    "the bound is absolute plus relative to the expected value",
    arguments: [(1.1, true), (1.12, false), (0.89, true)])
  func bound(value: Double, passes: Bool) {
    #expect((tolerance.difference(of: Tensor(scalar: value), from: Tensor(scalar: 1.0)) == nil) == passes)
  }

  @Test("NaN equals NaN, and an infinity only its like")
  func specials() {
    func passes(_ a: Float, _ b: Float) -> Bool {
      tolerance.difference(of: Tensor(scalar: a), from: Tensor(scalar: b)) == nil
    }
    #expect(passes(.nan, .nan))
    #expect(!passes(.nan, 0))
    #expect(!passes(0, .nan))
    #expect(passes(-.infinity, -.infinity))
    #expect(!passes(.infinity, -.infinity))
    #expect(!passes(1, .infinity))
  }

  @Test("types and shapes have to be equal")
  func typesAndShapes() throws {
    let a = try Tensor(Shape([1]), [Float(1)])
    #expect(tolerance.difference(of: a, from: Tensor(scalar: Float(1))) == "shape [1] where [] is expected")
    #expect(tolerance.difference(of: a, from: Tensor(scalar: 1.0)) == "type float where double is expected")
  }

  @Test("strings and 8-bit floats are compared exactly")
  func exact() throws {
    let text = try Tensor(Shape([2]), strings: ["a", "b"])
    let other = try Tensor(Shape([2]), strings: ["a", "c"])
    #expect(tolerance.difference(of: text, from: other) == "element 1 is \"b\" where \"c\" is expected")
    func code(_ byte: UInt8) -> Tensor {
      Tensor(.float8E4M3FN, .scalar) { (raw: UnsafeMutableRawBufferPointer) in raw[0] = byte }
    }
    #expect(tolerance.difference(of: code(3), from: code(3)) == nil)
    #expect(tolerance.difference(of: code(3), from: code(4)) == "byte 0 is 3 where 4 is expected")
  }
}
