extension BusWiring {
  /// What to say where two adders that share a wire of the bus sent in the same cycle.
  func collision(at input: BusInput, _ topology: AdderTreeTopology) -> SimulationError {
    .busCollision(input, adders: inputs.indices.filter { inputs[$0] == input }.map(topology.label))
  }
}
