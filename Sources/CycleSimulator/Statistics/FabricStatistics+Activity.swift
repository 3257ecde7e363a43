import Hardware

extension FabricStatistics {
  /// Instances and operations by component, summed: what the energy table is multiplied with.
  ///
  /// The sums are those of STONNE's `.counters` file; a component without instances is left out.
  package var activity: [ComponentActivity] {
    [
      wires(.distribution, "DN_WIRE", distribution.wireWrites), switchActivity,
      wires(.multipliers, "MN_WIRE", multipliers.linkWrites), multiplierActivity,
      fifos(.multipliers, multipliers.fifos),
      wires(.reduction, "RN_WIRE", reduction.wireWrites), adderActivity, accumulatorActivity,
      fifos(.reduction, reduction.fifos),
      ComponentActivity(
        .globalBuffer, "GLOBALBUFFER", instances: 1,
        operations: [.init("READ", memory.reads), .init("WRITE", memory.writes)]),
      wires(.collectionBus, "CB_WIRE", bus.flatMap { $0.inputWrites + [$0.sends] }),
      fifos(.collectionBus, bus.flatMap(\.inputFifos)),
    ].filter { $0.instances > 0 }
  }

  private var switchActivity: ComponentActivity {
    let switches = distribution.switches
    return ComponentActivity(
      .distribution, "SWITCH", instances: switches.count,
      operations: [
        .init("ROUTE_UNICAST", switches.reduce(0) { $0 + $1.unicasts }),
        .init("ROUTE_BROADCAST", switches.reduce(0) { $0 + $1.broadcasts }),
      ])
  }

  private var multiplierActivity: ComponentActivity {
    switch multipliers {
    case .linear(let switches):
      ComponentActivity(
        .multipliers, "MULTIPLIER", instances: switches.count,
        operations: [
          .init("MULTIPLICATION", multiplications),
          .init("FORWARD_PSUM", switches.reduce(0) { $0 + $1.psumsReceived }),
          .init("CONFIGURATION", switches.reduce(0) { $0 + $1.configurations }),
        ])
    case .mesh(let elements, _):
      ComponentActivity(
        .multipliers, "MULTIPLIER", instances: elements.count,
        operations: [
          .init("MULTIPLICATION", multiplications),
          .init("CONFIGURATION", elements.reduce(0) { $0 + $1.configurations }),
        ])
    }
  }

  private var adderActivity: ComponentActivity {
    let adders = reduction.adders
    return ComponentActivity(
      .reduction, "ADDER", instances: adders.count,
      operations: [
        .init("ADD_2_1", adders.reduce(0) { $0 + $1.sums2to1 }),
        .init("ADD_3_1", adders.reduce(0) { $0 + $1.sums3to1 }),
        .init("CONFIGURATION", adders.reduce(0) { $0 + $1.configurations }),
      ])
  }

  private var accumulatorActivity: ComponentActivity {
    let accumulators = reduction.accumulators
    return ComponentActivity(
      .reduction, "ACCUMULATOR", instances: accumulators.count,
      operations: [
        .init("READ", accumulators.reduce(0) { $0 + $1.registerReads }),
        .init("WRITE", accumulators.reduce(0) { $0 + $1.registerWrites }),
        .init("ADD", accumulators.reduce(0) { $0 + $1.adds }),
      ])
  }

  private func wires(
    _ section: ComponentActivity.Section, _ component: String, _ writes: [Int]
  ) -> ComponentActivity {
    // STONNE counts reads of an empty wire only, and nobody reads one.
    ComponentActivity(
      section, component, instances: writes.count,
      operations: [.init("WRITE", writes.reduce(0, +)), .init("READ", 0)])
  }

  private func fifos(_ section: ComponentActivity.Section, _ counts: [FifoCounts]) -> ComponentActivity {
    ComponentActivity(
      section, "FIFO", instances: counts.count,
      operations: [
        .init("PUSH", counts.reduce(0) { $0 + $1.pushes }), .init("POP", counts.reduce(0) { $0 + $1.pops }),
        .init("FRONT", 0),
      ])
  }
}
