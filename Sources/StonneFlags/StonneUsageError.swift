import Diagnostics

/// A wrong command in the style of STONNE's own command line.
package enum StonneUsageError: Error, Equatable, CustomStringConvertible {
  /// The first argument is no operation.
  case operation(String)
  /// An argument that is not `-name=value`.
  case form(String)
  case unknownFlag(String, of: StonneOperation)
  case value(flag: String, text: String, accepted: String, choices: [String])

  package var description: String {
    switch self {
    case .operation(let text):
      "operation `\(text)` in the command line: accepted are "
        + StonneOperation.allCases.map { "-\($0.rawValue)" }.joined(separator: ", ")
    case .form(let text): "argument `\(text)` in the command line: a flag is written -name=value"
    case .unknownFlag(let name, let operation):
      "flag `-\(name)` in the command line: -\(operation.rawValue) does not have it"
    case .value(let flag, let text, let accepted, _):
      "value `-\(flag)=\(text)` in the command line: accepted: \(accepted)"
    }
  }

  /// The nearest thing that would be accepted.
  package var hint: String? {
    switch self {
    case .operation(let text):
      suggestion(text, StonneOperation.allCases.map { "-\($0.rawValue)" })
        ?? "stonne --help shows the other commands"
    case .form: nil
    case .unknownFlag(let name, let operation):
      nearestName(to: name, among: operation.flags.map(\.name)).map { "did you mean `-\($0)`?" }
        ?? "stonne -\(operation.rawValue) -h lists its flags"
    case .value(_, let text, _, let choices): suggestion(text, choices)
    }
  }

  private func suggestion(_ text: String, _ candidates: [String]) -> String? {
    nearestName(to: text, among: candidates).map { "did you mean `\($0)`?" }
  }
}
