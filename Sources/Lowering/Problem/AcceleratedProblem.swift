import Tensors

/// What every problem says of the node that it came from.
protocol AcceleratedProblem: Sendable {
  /// Type of the inputs and of the output: float32, float16 or bfloat16.
  var dataType: DataType { get }
  /// Shapes of the inputs, `nil` for those that are omitted.
  var inputShapes: [Shape?] { get }
  var outputShape: Shape { get }
  var weight: WeightInput? { get }
  /// What follows the sums that the array computes.
  var epilogue: Epilogue { get }
  /// Useful multiply-accumulates; `nil` where they overflow.
  var macs: Int? { get }
}
