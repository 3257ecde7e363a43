/// Which of several machines runs each layer of a network best: `comparison` in the `run.json` of several
/// machines.
package struct MachineComparison: Codable, Sendable {
  /// Cycles or energy on each machine, and where they are least.
  package struct Quantity<Value: Codable & Sendable & Comparable>: Codable, Sendable {
    /// In the order of ``MachineComparison/machines``; `null` where the machine left the layer to the CPU.
    package var values: [Value?]
    /// The hardware file of the machine with the least; the first of equals.
    package var best: String

    /// `nil` where no machine ran the layer.
    init?(_ values: [Value?], machines: [String]) {
      let known = values.indices.compactMap { index in values[index].map { (index, $0) } }
      guard let least = known.min(by: { $0.1 < $1.1 }) else { return nil }
      self.values = values
      best = machines[least.0]
    }
  }

  /// A node that at least one machine ran.
  package struct Layer: Codable, Sendable {
    package var index: Int
    package var name: String
    package var opType: String
    package var cycles: Quantity<Int>
    package var energy: Quantity<Double>

    enum CodingKeys: String, CodingKey {
      case index, name, cycles, energy
      case opType = "op_type"
    }
  }

  /// Sums over all layers.
  package struct Totals: Codable, Sendable {
    package var cycles: Quantity<Int>
    package var energy: Quantity<Double>
    /// Cycles if each layer ran where it takes fewest: what a chip with all these machines could reach.
    package var cyclesOfBest: Int
    /// Energy if each layer ran where it takes least.
    package var energyOfBest: Double

    enum CodingKeys: String, CodingKey {
      case cycles, energy
      case cyclesOfBest = "cycles_of_best"
      case energyOfBest = "energy_of_best"
    }
  }

  /// Hardware files, in the order of the run.
  package var machines: [String]
  package var layers: [Layer]
  package var totals: Totals

  /// - Returns: `nil` unless the runs are whole, of the same nodes and of two machines at least.
  package init?(_ runs: [RunDocument]) {
    let machines = runs.compactMap(\.hardware?.path)
    guard machines.count == runs.count, machines.count >= 2, !runs.contains(where: \.partial),
      runs.allSatisfy({ $0.layers.count == runs[0].layers.count }),
      let cycles = Quantity(runs.map { $0.totals.cycles as Int? }, machines: machines),
      let energy = Quantity(runs.map { $0.totals.energy.total as Double? }, machines: machines)
    else { return nil }
    self.machines = machines
    layers = runs[0].layers.indices.compactMap { row in Self.layer(runs.map { $0.layers[row] }, machines) }
    totals = Totals(
      cycles: cycles, energy: energy,
      cyclesOfBest: layers.reduce(0) { $0 + ($1.cycles.values.compactMap { $0 }.min() ?? 0) },
      energyOfBest: layers.reduce(0) { $0 + ($1.energy.values.compactMap { $0 }.min() ?? 0) })
  }

  /// - Parameter rows: the same node on each machine.
  private static func layer(_ rows: [LayerDocument], _ machines: [String]) -> Layer? {
    let simulated = rows.map { $0.device == "accelerator" ? $0 : nil }
    guard let cycles = Quantity(simulated.map { $0?.cycles }, machines: machines),
      let energy = Quantity(simulated.map { $0?.energy?.total }, machines: machines)
    else { return nil }
    return Layer(
      index: rows[0].index, name: rows[0].name, opType: rows[0].opType, cycles: cycles, energy: energy)
  }
}
