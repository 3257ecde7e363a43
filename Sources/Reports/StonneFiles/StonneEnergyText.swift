import Hardware

/// Energy and area of a run, in the words of STONNE's energy script.
package struct StonneEnergyText {
  private let table: EnergyTable
  private let tableText: String
  private let counters: CountersFile
  private let report: EnergyReport

  /// - Parameters:
  ///   - tableText: the text of the table's file, which is repeated; left out where there is none.
  ///   - tablePath: that file, for messages.
  /// - Throws: `HardwareError.noCost(of:nearest:table:)`.
  package init(table: EnergyTable, tableText: String? = nil, tablePath: String? = nil, counters: CountersFile)
    throws(HardwareError)
  {
    self.table = table
    self.tableText = tableText ?? table.text
    self.counters = counters
    report = try EnergyReport(counters.activity, cycles: counters.cycles, table: table, tablePath: tablePath)
  }

  /// The file that the script writes; there is no line end after the last line.
  /// - Parameter isVerbose: with the energy of every instance of every component.
  package func text(isVerbose: Bool = false) throws(HardwareError) -> String {
    let rule = String(repeating: "-", count: 43)
    var lines = ["DYNAMIC ENERGY TABLE USED", rule]
    lines += tableText.split { $0.isNewline }.map(String.init)
    lines.append(rule)
    if isVerbose { lines += try instances() }
    lines += ["COMPONENT BREAKDOWN", rule]
    for section in report.sections {
      let totals = section.totals
      lines.append(
        "\(section.section.rawValue): STATIC=\(NumberText.shortest(totals.staticEnergy))"
          + " AREA=\(NumberText.shortest(totals.area)) DYNAMIC=\(NumberText.shortest(totals.dynamicEnergy))")
    }
    let totals = report.totals
    lines += [
      "Total STATIC Energy: \(NumberText.shortest(totals.staticEnergy))",
      "Total DYNAMIC Energy: \(NumberText.shortest(totals.dynamicEnergy))",
      "Total Area: \(NumberText.shortest(totals.area))", "Total Energy: \(NumberText.shortest(totals.energy))",
    ]
    return lines.joined(separator: "\n")
  }

  /// A line for each line of the counters, below the name of its section.
  private func instances() throws(HardwareError) -> [String] {
    var lines: [String] = []
    var section: ComponentActivity.Section?
    for activity in counters.activity {
      if activity.section != section { lines.append("[\(activity.section.rawValue)]") }
      section = activity.section
      let totals = try EnergyReport([activity], cycles: counters.cycles, table: table).totals
      let costs = table[activity.component]?.operations ?? [:]
      let operations = activity.operations.map { operation in
        " \(operation.name)=\(NumberText.shortest(Double(operation.count) * costs[operation.name, default: 0]))"
      }
      lines.append(
        "\(activity.component) STATIC=\(NumberText.shortest(totals.staticEnergy))"
          + " AREA=\(NumberText.shortest(totals.area))" + operations.joined())
    }
    return lines
  }
}

extension EnergyTable {
  /// The table in its text form, operations in alphabetical order.
  fileprivate var text: String {
    rows.map { row in
      let operations = row.operations.sorted { $0.key < $1.key }.map { " \($0)=\(NumberText.shortest($1))" }
      return "\(row.component) AREA=\(NumberText.shortest(row.area))"
        + " STATIC=\(NumberText.shortest(row.staticEnergy))" + operations.joined() + "\n"
    }.joined()
  }
}
