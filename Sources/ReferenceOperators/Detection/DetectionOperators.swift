/// The rows of the operators on boxes in images.
package enum DetectionOperators {
  package static let definitions: [OperatorDefinition] = [
    OperatorDefinition(
      "NonMaxSuppression", since: 10, inputs: 2...5, outputs: 1...1, attributes: ["center_point_box"]
    ) { node throws(OperatorError) in try NonMaxSuppression(node) },
    OperatorDefinition("RoiAlign", since: 10, inputs: 3...3, outputs: 1...1, attributes: roiAttributes) {
      node throws(OperatorError) in HalfPrecision(try RoiAlign(node))
    },
    OperatorDefinition(
      "RoiAlign", since: 16, inputs: 3...3, outputs: 1...1,
      attributes: roiAttributes.union(["coordinate_transformation_mode"])
    ) { node throws(OperatorError) in HalfPrecision(try RoiAlign(node)) },
  ]

  private static let roiAttributes: Set<String> = [
    "mode", "output_height", "output_width", "sampling_ratio", "spatial_scale",
  ]
}
