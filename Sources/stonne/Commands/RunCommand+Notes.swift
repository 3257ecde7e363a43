import Sparsity

extension RunCommand {
  /// What the options ask for and will not get, which results alone do not show.
  var notes: [String] {
    var notes: [String] = []
    let forMachines = [
      (machines.tiles != nil, "--tiles"), (machines.energyTable != nil, "--energy-table"),
      (machines.optimize, "--optimize"), (machines.mapper != .stonne, "--mapper"),
    ].filter(\.0).map(\.1)
    if machines.paths.isEmpty, !forMachines.isEmpty {
      notes.append("without --hw nothing comes of \(forMachines.joined(separator: ", "))")
    }
    if let method = pruning.prune, pruning.sparsity == nil, pruning.sparsityMap == nil,
      let parsed = try? PruningMethods.parse(method), parsed.impliedRatio == nil
    {
      notes.append("without --sparsity or --sparsity-map nothing is pruned by --prune \(method)")
    }
    return notes
  }
}
