/// A place in a file where it stops being protobuf's wire format.
package struct WireFault: Error, Equatable, CustomStringConvertible {
  /// Bytes from the start of the file.
  package var offset: Int
  package var reason: String

  package var description: String { "byte \(offset): \(reason)" }
}
