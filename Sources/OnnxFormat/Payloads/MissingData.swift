/// What to do about a tensor whose file outside the model is not there.
package enum MissingData: Sendable {
  /// An error that names the tensor and the file.
  case refused
  /// Zeros that take no memory until they are copied: enough where only shapes matter.
  case zeros
}
