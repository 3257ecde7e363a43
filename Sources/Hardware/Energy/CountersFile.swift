import Diagnostics
import SettingsFiles

/// A `.counters` file of STONNE's: the cycles of a run, and a line for each instance of each component.
package struct CountersFile: Sendable {
  /// 65,536 multipliers make some 60 MB.
  static let sizeLimit = 1 << 30

  package let cycles: Int
  /// One entry an instance, in the order of the file.
  package let activity: [ComponentActivity]

  /// Reads a file.
  /// - Throws: `FileAccessError`, `SettingsError` where the file is too large, ``HardwareError``, or
  ///   `MachineFault`.
  package init(path: String) throws { try self.init(text: readFile(path, limit: Self.sizeLimit), path: path) }

  /// Parses a text. Without a first line `CYCLES=n` the run took no cycles, as STONNE's script has it.
  /// - Throws: ``HardwareError/componentText(what:reason:hint:path:line:)``.
  package init(text: [UInt8], path: String) throws(HardwareError) {
    var cycles = 0
    var section: ComponentActivity.Section?
    var activity: [ComponentActivity] = []
    for (number, text) in try ComponentLine.lines(of: text, path: path) where !text.isEmpty {
      let line = try ComponentLine(text, number: number, path: path)
      if number == 1, text.hasPrefix("CYCLES=") {
        cycles = try line.count("CYCLES", text.dropFirst("CYCLES=".count))
      } else if text.hasPrefix("["), text.hasSuffix("]") {
        section = try line.section(String(text.dropFirst().dropLast()))
      } else if let section {
        try activity.append(line.activity(in: section))
      } else {
        throw line.fault("line `\(line.component)`", "a component needs a section such as [DSNetwork] above it")
      }
    }
    guard !activity.isEmpty else {
      throw .componentText(what: "counters", reason: "the text counts no component", path: path, line: 1)
    }
    self.cycles = cycles
    self.activity = activity
  }
}

extension ComponentLine {
  fileprivate func activity(in section: ComponentActivity.Section) throws(HardwareError) -> ComponentActivity {
    var operations: [ComponentActivity.Operation] = []
    for (name, text) in items { operations.append(.init(String(name), try count(String(name), text))) }
    return ComponentActivity(section, component, instances: 1, operations: operations)
  }

  fileprivate func count(_ name: String, _ text: Substring) throws(HardwareError) -> Int {
    guard let count = Int(text), count >= 0 else {
      throw fault("item `\(name)=\(text)`", "a count is an integer from 0")
    }
    return count
  }

  fileprivate func section(_ name: String) throws(HardwareError) -> ComponentActivity.Section {
    if let section = ComponentActivity.Section(rawValue: name) { return section }
    let known = ComponentActivity.Section.allCases.map(\.rawValue)
    throw fault(
      "section [\(name)]", "accepted: \(known.joined(separator: ", "))",
      hint: nearestName(to: name, among: known).map { "did you mean `\($0)`?" })
  }
}

/// Whether bytes are a counters file: the entry point for other packages (fuzzing). Never traps.
public func isCountersFile(_ bytes: UnsafeRawBufferPointer) -> Bool {
  (try? CountersFile(text: Array(bytes), path: "counters")) != nil
}
