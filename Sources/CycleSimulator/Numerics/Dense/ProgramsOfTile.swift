import Hardware

/// The different programs of a tile's virtual neurons, and which of them has which.
struct ProgramsOfTile {
  let programs: [FoldProgram]
  private let programOfNeuron: [Int]
  private let plan: DensePlan

  init(_ plan: DensePlan, on hardware: HardwareConfiguration) {
    var numbers: [AdditionOrder: Int] = [:]
    var programs: [FoldProgram] = []
    programOfNeuron = plan.additionOrders(on: hardware).map { order in
      if let number = numbers[order] { return number }
      numbers[order] = programs.count
      programs.append(
        FoldProgram(order, lanes: plan.tile.virtualNeuronSize, hasForwarder: plan.neurons.hasForwarder))
      return programs.count - 1
    }
    self.programs = programs
    self.plan = plan
  }

  /// The program of the virtual neuron at a place of the tile.
  func program(n: Int, g: Int, k: Int, x: Int, y: Int) -> Int {
    let tile = plan.tile
    return programOfNeuron[(((n * tile.g + g) * tile.k + k) * tile.x + x) * tile.y + y]
  }

  /// Those for outputs of a batch element and a group: rows are filters, columns places (x', y').
  func windowPrograms(n: Int, g: Int) -> FoldPrograms {
    let tile = plan.tile
    return FoldPrograms(programs, rowPlaces: tile.k, columnPlaces: tile.x * tile.y) { filter, place in
      program(n: n, g: g, k: filter, x: place / tile.y, y: place % tile.y)
    }
  }
}

extension FoldProgram {
  /// One product after the other.
  static let sequential = FoldProgram(AdditionOrder(), lanes: 1, hasForwarder: false)
}
