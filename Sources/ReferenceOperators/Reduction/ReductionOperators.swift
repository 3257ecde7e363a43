/// The rows of the operators that combine elements along axes.
package enum ReductionOperators {
  package static let definitions: [OperatorDefinition] =
    reduction("ReduceSum", axesInputSince: 13, SumOfRow.self) + reduction("ReduceMean", MeanOfRow.self)
    + reduction("ReduceMax", LargestOfRow.self) + reduction("ReduceMin", SmallestOfRow.self)
    + reduction("ReduceProd", ProductOfRow.self) + reduction("ReduceSumSquare", SumOfSquares.self)
    + reduction("ReduceL1", SumOfMagnitudes.self) + reduction("ReduceL2", EuclideanNorm.self)
    + reduction("ReduceLogSum", LogOfSum.self) + reduction("ReduceLogSumExp", LogOfSumOfExponentials.self)
    + [
      extreme("ArgMax", since: 1, largest: true), extreme("ArgMax", since: 12, largest: true),
      extreme("ArgMin", since: 1, largest: false), extreme("ArgMin", since: 12, largest: false),
      OperatorDefinition("Hardmax", since: 1, inputs: 1...1, outputs: 1...1, attributes: ["axis"]) {
        node throws(OperatorError) in HalfPrecision(try Hardmax(node))
      },
      OperatorDefinition("TopK", since: 1, inputs: 1...1, outputs: 2...2, attributes: ["axis", "k"]) {
        node throws(OperatorError) in HalfPrecision(try TopK(node))
      },
      OperatorDefinition("TopK", since: 10, inputs: 2...2, outputs: 2...2, attributes: ["axis"]) {
        node throws(OperatorError) in HalfPrecision(try TopK(node))
      },
      OperatorDefinition(
        "TopK", since: 11, inputs: 2...2, outputs: 2...2, attributes: ["axis", "largest", "sorted"]
      ) { node throws(OperatorError) in HalfPrecision(try TopK(node)) },
      OperatorDefinition(
        "CumSum", since: 11, inputs: 2...2, outputs: 1...1, attributes: ["exclusive", "reverse"]
      ) { node throws(OperatorError) in
        HalfPrecision(try Cumulation(Addition(), startsWithOne: false, node))
      },
      OperatorDefinition(
        "CumProd", since: 26, inputs: 2...2, outputs: 1...1, attributes: ["exclusive", "reverse"]
      ) { node throws(OperatorError) in
        HalfPrecision(try Cumulation(Multiplication(), startsWithOne: true, node))
      },
    ]

  /// The two versions of a reduction: axes as an attribute, then as an input.
  private static func reduction<Function: ReductionFunction>(
    _ name: String, axesInputSince since: Int = 18, _: Function.Type
  ) -> [OperatorDefinition] {
    [
      OperatorDefinition(
        name, since: 1, inputs: 1...1, outputs: 1...1, attributes: ["axes", "keepdims"]
      ) { node throws(OperatorError) in HalfPrecision(try Reduction<Function>(node, axesInputSince: since)) },
      OperatorDefinition(
        name, since: since, inputs: 1...2, outputs: 1...1, attributes: ["keepdims", "noop_with_empty_axes"]
      ) { node throws(OperatorError) in HalfPrecision(try Reduction<Function>(node, axesInputSince: since)) },
    ]
  }

  private static func extreme(_ name: String, since: Int, largest: Bool) -> OperatorDefinition {
    let attributes: Set<String> = ["axis", "keepdims"]
    return OperatorDefinition(
      name, since: since, inputs: 1...1, outputs: 1...1,
      attributes: since < 12 ? attributes : attributes.union(["select_last_index"])
    ) { node throws(OperatorError) in HalfPrecision(try ArgumentOfExtreme(largest: largest, node)) }
  }
}
