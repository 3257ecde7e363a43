/// Where the values of the network's inputs come from.
package enum InputSource: Sendable {
  /// `.npz`, `.npy` (one input), or a folder with `input_*.pb` (an ONNX test data set).
  case path(String)
  /// One input from a `.npy` or `.pb` file.
  case named(name: String, path: String)
}
