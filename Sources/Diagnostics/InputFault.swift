/// Something that a user supplied and that cannot be used.
///
/// Each module has one error enum that conforms; the executable prints the single line
/// `stonne: error: WHAT in WHERE: WHY` and exits with 65 (EX_DATAERR).
package protocol InputFault: Error, CustomStringConvertible {
  /// The thing at fault, named as its owner knows it: ``value `ms_size = "128"` ``.
  var what: String { get }
  /// The file (with line and column where known), node or option that holds it.
  var place: String { get }
  /// Why it cannot be used, and what would be accepted.
  var reason: String { get }
  /// The nearest legal choice, where one is known.
  var hint: String? { get }
}

extension InputFault {
  package var hint: String? { nil }

  package var description: String { "\(what) in \(place): \(reason)" }
}
