import ModelGraph
import ReferenceOperators
import Tensors
import Testing

@Suite("Windows")
struct CosineWindowTests {
  @Test("a symmetric window mirrors itself, a periodic one is the symmetric one of one more without its last")
  func symmetry() throws {
    for name in ["HannWindow", "HammingWindow", "BlackmanWindow"] {
      let attributes = ["periodic": Attribute.int(0)]
      let symmetric = try evaluate(name, [Tensor(scalar: Int64(9))], attributes)[0].floats
      let periodic = try evaluate(name, [Tensor(scalar: Int32(8))])[0].floats
      #expect(zip(symmetric, symmetric.reversed()).allSatisfy { abs($0 - $1) < 1e-6 }, "\(name)")
      #expect(periodic == Array(symmetric.dropLast()) && abs(symmetric[4] - 1) < 1e-6, "\(name)")
    }
  }

  @Test("the ends are 0, 4/46 and 0.42 - 0.5 + 0.08")
  func ends() throws {
    let ends = try ["HannWindow", "HammingWindow", "BlackmanWindow"].map { name in
      try evaluate(name, [Tensor(scalar: Int64(4))], ["output_datatype": .int(11)])[0].elements(as: Double.self)[0]
    }
    #expect(zip(ends, [0, 4.0 / 46, 0]).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test("sizes and types that are none are refused")
  func refused() throws {
    #expect(throws: OperatorError.self) { try evaluate("HannWindow", [Tensor(scalar: Int64(-1))]) }
    #expect(throws: OperatorError.self) { try evaluate("HannWindow", [Tensor(scalar: Int64.max)]) }
    #expect(throws: OperatorError.self) { try evaluate("HannWindow", [.ints([1, 2])]) }
    #expect(throws: OperatorError.self) {
      try evaluate("HannWindow", [Tensor(scalar: Int64(3))], ["output_datatype": .int(8)])
    }
  }
}
