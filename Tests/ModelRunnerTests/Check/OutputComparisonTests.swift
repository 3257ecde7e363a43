import ModelRunner
import Tensors
import Testing

private func tensor(_ values: [Float]) throws -> Tensor { try Tensor(Shape([values.count]), values) }

private func compare(
  _ found: [Float], _ expected: [Float], _ tolerance: ToleranceOverride = .init()
) throws -> OutputComparison {
  OutputComparison(name: "y", found: try tensor(found), expected: try tensor(expected), tolerance: tolerance)
}

@Suite("OutputComparison")
struct OutputComparisonTests {
  @Test("the tolerance is absolute plus relative times the largest expected magnitude")
  func tolerance() throws {
    let limits = ToleranceOverride(absolute: 0.5, relative: 0.25)
    // 0.5 + 0.25 * 2 = 1.
    #expect(try compare([1, -2], [0, -2], limits).passed)
    #expect(try !compare([1.001, -2], [0, -2], limits).passed)
    #expect(try compare([1, -2], [0, -2], limits).maxAbsoluteError == 1)
    #expect(try compare([1, -2], [0, -2], limits).maxRelativeError == 0.5)
  }

  @Test("NaN equals NaN, and nothing else")
  func nan() throws {
    #expect(try compare([.nan], [.nan]).passed)
    #expect(try !compare([0], [.nan]).passed)
    #expect(try !compare([.nan], [0]).passed)
  }

  @Test("an infinity equals itself only, and lends no slack to its neighbours")
  func infinity() throws {
    #expect(try compare([.infinity], [.infinity]).passed)
    #expect(try !compare([-.infinity], [.infinity]).passed)
    #expect(try !compare([1], [.infinity]).passed)
    #expect(try !compare([.infinity], [1]).passed)
    #expect(try !compare([.infinity, 5], [.infinity, 1]).passed)
  }

  @Test("types and shapes have to be equal")
  func typesAndShapes() throws {
    let floats = try tensor([1, 2])
    let column = try floats.reshaped(to: Shape([2, 1]))
    let integers = try Tensor(Shape([2]), [Int64(1), 2])
    for other in [column, integers] {
      let comparison = OutputComparison(name: "y", found: other, expected: floats, tolerance: .init())
      #expect(!comparison.passed)
      #expect(comparison.reason != nil)
    }
  }

  @Test("strings are compared whole")
  func strings() throws {
    let a = try Tensor(Shape([1]), strings: ["a"])
    let b = try Tensor(Shape([1]), strings: ["b"])
    #expect(OutputComparison(name: "y", found: a, expected: a, tolerance: .init()).passed)
    #expect(!OutputComparison(name: "y", found: b, expected: a, tolerance: .init()).passed)
  }

  @Test("types without a conversion to Double are compared byte by byte")
  func narrowFloats() throws {
    func tensor(_ byte: UInt8) -> Tensor {
      Tensor(.float8E5M2, .scalar) { $0[0] = byte }
    }
    #expect(OutputComparison(name: "y", found: tensor(3), expected: tensor(3), tolerance: .init()).passed)
    #expect(!OutputComparison(name: "y", found: tensor(4), expected: tensor(3), tolerance: .init()).passed)
  }

  @Test("half precision has wider defaults")
  func halfDefaults() {
    #expect(Tolerance.standard(for: .float16) == Tolerance(absolute: 1e-3, relative: 1e-2))
    #expect(Tolerance.standard(for: .float32) == Tolerance(absolute: 1e-5, relative: 1e-4))
  }

  @Test("empty tensors are equal")
  func empty() throws {
    #expect(try compare([], []).passed)
  }
}
