import StonneFlags

/// What `-h` explains about STONNE's own flags.
enum StonneHelp {
  /// The operations, below the help on the program.
  static var operations: String {
    let names = StonneOperation.allCases.map { "-\($0.rawValue)" }.joined(separator: " | ")
    return """
      STONNE'S OWN COMMAND LINE:
        stonne \(names) [-name=value ...]
        Runs one layer with random operands, writes STONNE's two statistics files (into OUTPUT_DIR where that
        is set) and compares the outputs with plain integer arithmetic.
        `stonne -CONV -h` lists the flags of an operation.

      """
  }

  /// Every flag of an operation, with its default.
  static func flags(of operation: StonneOperation) -> String {
    let defaults = StonneSettings(operation)
    let lines = operation.flags.map { flag in
      let name = "  -\(flag.name)="
      let padding = String(repeating: " ", count: max(1, 24 - name.utf8.count))
      return """
        \(name)\(padding)\(flag.meaning) (default: \(flag.text(defaults)))
        \(String(repeating: " ", count: 24))\(flag.accepted)

        """
    }
    return "USAGE: stonne -\(operation.rawValue) [-name=value ...]\n\n" + lines.joined()
  }
}
