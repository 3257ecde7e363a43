/// The rows of the operators that sample images on another grid.
package enum ResamplingOperators {
  package static let definitions = resizing + grids

  private static let resizing: [OperatorDefinition] = [
    row("Upsample", since: 7, inputs: 1...1, ["mode", "scales"]),
    row("Upsample", since: 9, inputs: 2...2, ["mode"]),
    row("Resize", since: 10, inputs: 2...2, ["mode"]),
    row("Resize", since: 11, inputs: 1...4, sampling),
    row(
      "Resize", since: 18, inputs: 1...4, sampling.union(["antialias", "axes", "keep_aspect_ratio_policy"])),
  ]

  private static let grids: [OperatorDefinition] =
    [16, 20, 22].map { version in
      OperatorDefinition(
        "GridSample", since: version, inputs: 2...2, outputs: 1...1,
        attributes: ["align_corners", "mode", "padding_mode"]
      ) { node throws(OperatorError) in HalfPrecision(try GridSample(node)) }
    } + [
      OperatorDefinition("AffineGrid", since: 20, inputs: 2...2, outputs: 1...1, attributes: ["align_corners"]) {
        node throws(OperatorError) in HalfPrecision(try AffineGrid(node))
      }
    ]

  private static let sampling: Set<String> = [
    "mode", "coordinate_transformation_mode", "nearest_mode", "cubic_coeff_a", "exclude_outside",
    "extrapolation_value",
  ]

  private static func row(
    _ name: String, since: Int, inputs: ClosedRange<Int>, _ attributes: Set<String>
  ) -> OperatorDefinition {
    OperatorDefinition(name, since: since, inputs: inputs, outputs: 1...1, attributes: attributes) {
      node throws(OperatorError) in try Resize(node)
    }
  }
}
