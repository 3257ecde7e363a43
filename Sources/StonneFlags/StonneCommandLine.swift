import Hardware
import Workload

/// A command in the style of STONNE's own command line: `-CONV -R=3 -S=3 ...`.
package enum StonneCommandLine: Sendable {
  case help
  case helpOn(StonneOperation)
  /// - Parameter changes: the flags in the order given, with the texts of their values.
  case run(StonneSettings, changes: [Change])

  /// A flag and the value that it is given.
  package struct Change: Hashable, Sendable {
    package let name: String
    package let text: String
  }

  /// Whether arguments are meant for STONNE's command line: the first one has a single dash.
  package static func isMeant(by arguments: [String]) -> Bool {
    guard let first = arguments.first else { return false }
    return first.hasPrefix("-") && !first.hasPrefix("--")
  }

  /// - Parameter arguments: without the program's name. Of repeated flags the last one counts.
  package init(_ arguments: [String]) throws(StonneUsageError) {
    let first = arguments.first ?? ""
    if first == "-h" {
      self = .help
      return
    }
    guard let operation = StonneOperation(rawValue: String(first.dropFirst())) else { throw .operation(first) }
    if arguments.dropFirst().contains("-h") {
      self = .helpOn(operation)
      return
    }
    var settings = StonneSettings(operation)
    var changes: [Change] = []
    for argument in arguments.dropFirst() { changes.append(try Self.change(argument, &settings)) }
    self = .run(settings, changes: changes)
  }

  private static func change(
    _ argument: String, _ settings: inout StonneSettings
  ) throws(StonneUsageError) -> Change {
    guard argument.hasPrefix("-"), let equals = argument.firstIndex(of: "=") else { throw .form(argument) }
    let name = String(argument[..<equals].dropFirst())
    let text = String(argument[argument.index(after: equals)...])
    guard let flag = settings.operation.flags.first(where: { $0.name == name }) else {
      throw .unknownFlag(name, of: settings.operation)
    }
    guard flag.take(text, &settings) else {
      throw .value(flag: name, text: text, accepted: flag.accepted, choices: flag.choices)
    }
    return Change(name: name, text: text)
  }
}

/// Whether bytes are a command line of STONNE, an argument a line: the entry point for other packages (fuzzing).
/// Never traps.
public func isStonneCommandLine(_ bytes: UnsafeRawBufferPointer) -> Bool {
  let arguments = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
    String(decoding: $0, as: UTF8.self)
  }
  guard let command = try? StonneCommandLine(arguments) else { return false }
  guard case .run(let settings, _) = command else { return true }
  let layer = settings.layer
  return layer.fault == nil && HardwareLegality.violation(of: settings.hardware) == nil
    && TileLegality.violation(of: settings.tile, for: layer, on: settings.hardware) == nil
}
