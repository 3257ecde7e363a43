/// `comparison.csv`: a row a layer and machine, with the machines where the layer is best (RFC 4180).
struct MachineComparisonCSV {
  let text: String

  init(_ comparison: MachineComparison) {
    var lines = ["index,name,op_type,hardware,cycles,energy,fewest_cycles,least_energy"]
    for layer in comparison.layers {
      for (position, machine) in comparison.machines.enumerated() {
        let fields = [
          String(layer.index), layer.name, layer.opType, machine,
          layer.cycles.values[position].map { String($0) } ?? "",
          layer.energy.values[position].map { String($0) } ?? "",
          layer.cycles.best == machine ? "1" : "0", layer.energy.best == machine ? "1" : "0",
        ]
        lines.append(fields.map(CSVField.escaped).joined(separator: ","))
      }
    }
    text = lines.map { $0 + "\n" }.joined()
  }
}
