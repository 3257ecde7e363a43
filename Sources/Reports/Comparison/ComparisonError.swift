import Diagnostics

/// Two files of runs that have no machine in common.
package struct ComparisonError: InputFault, Equatable {
  package let place: String
  /// Hardware files of the other one.
  let machines: [String]

  package var what: String { "run" }
  package var reason: String { "it has no machine of the other file: \(machines.joined(separator: ", "))" }
  package var hint: String? { "compare runs of one machine each, or of the same hardware files" }
}
