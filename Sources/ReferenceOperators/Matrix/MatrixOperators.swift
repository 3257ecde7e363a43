/// The matrix products' rows of the operator table.
enum MatrixOperators {
  static let definitions = matMul + gemm + [einsum, determinant]

  private static let matMul: [OperatorDefinition] = [1, 9, 13].map { version in
    OperatorDefinition("MatMul", since: version, inputs: 2...2, outputs: 1...1, attributes: []) {
      reader throws(OperatorError) in HalfPrecision(try MatrixMultiplication(reader))
    }
  }

  private static let gemm: [OperatorDefinition] = [1, 6, 7, 9, 11, 13].map { version in
    OperatorDefinition(
      "Gemm", since: version, inputs: (version < 11 ? 3 : 2)...3, outputs: 1...1,
      attributes: version < 7
        ? ["alpha", "beta", "broadcast", "transA", "transB"] : ["alpha", "beta", "transA", "transB"]
    ) { reader throws(OperatorError) in HalfPrecision(try GeneralMatrixProduct(reader)) }
  }

  private static let determinant = OperatorDefinition(
    "Det", since: 11, inputs: 1...1, outputs: 1...1, attributes: []
  ) {
    _ in HalfPrecision(Determinant())
  }

  private static let einsum = OperatorDefinition(
    "Einsum", since: 12, inputs: .oneOrMore, outputs: 1...1, attributes: ["equation"]
  ) { reader throws(OperatorError) in HalfPrecision(try Einsum(reader)) }
}
