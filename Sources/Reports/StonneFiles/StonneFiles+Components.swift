import CycleSimulator

extension StonneFiles {
  func writeDistribution(_ json: inout StonneJSON) {
    let network = statistics.distribution
    let widths = (0..<network.levels).map { 1 << $0 }
    json.object("DSNetworkStats") { json in
      json.array("DSTreeStats") { json in
        for port in network.portWrites.indices {
          json.object { json in
            json.array("DSwitchStats") { json in
              json.levels(of: network.tree(port), widths: widths) { json, node in
                json.cycles(statistics.cycles, busy: node.broadcasts + node.unicasts)
                json.field("N_broadcasts", node.broadcasts)
                json.field("N_unicasts", node.unicasts)
                json.field("N_left_sends", node.leftSends)
                json.field("N_right_sends", node.rightSends)
              }
            }
          }
        }
      }
    }
  }

  func writeMultipliers(_ json: inout StonneJSON) {
    json.object("MSNetworkStats") { json in
      json.array("MSwitchStats") { json in
        switch statistics.multipliers {
        case .linear(let units): for unit in units { json.object { writeLinear(unit, &$0) } }
        case .mesh(let units, _): for unit in units { json.object { writeMesh(unit, &$0) } }
        }
      }
    }
  }

  private func writeLinear(_ unit: LinearMultiplierCounts, _ json: inout StonneJSON) {
    json.cycles(statistics.cycles, busy: unit.multiplications + unit.psumsForwarded)
    json.field("N_multiplications", unit.multiplications)
    json.field("N_input_forwardings_send", unit.forwardingsSent)
    json.field("N_input_forwardings_receive", unit.forwardingsReceived)
    json.field("N_inputs_receive_from_memory", unit.inputsReceived)
    json.field("N_weights_receive_from_memory", unit.weightsReceived)
    json.field("N_weight_fifo_flush", unit.weightFlushes)
    json.field("N_psums_receive", unit.psumsReceived)
    json.field("N_psum_forwarding_send", unit.psumsForwarded)
    json.field("N_configurations", unit.configurations)
    json.fifos([
      ("ActivationFifo", unit.activationFifo), ("WeightFifo", unit.weightFifo), ("PsumFifo", unit.psumFifo),
      ("ForwardingInputFifo", unit.forwardingInputFifo), ("ForwardingOutputFifo", unit.forwardingOutputFifo),
    ])
  }

  private func writeMesh(_ unit: MeshElementCounts, _ json: inout StonneJSON) {
    json.cycles(statistics.cycles, busy: unit.multiplications)
    json.field("N_multiplications", unit.multiplications)
    json.field("N_bottom_forwardings_send", unit.bottomSent)
    json.field("N_top_forwardings_receive", unit.topReceived)
    json.field("N_right_forwardings_send", unit.rightSent)
    json.field("N_left_forwardings_receive", unit.leftReceived)
    json.field("N_configurations", unit.configurations)
    json.fifos([
      ("TopFifo", unit.topFifo), ("LeftFifo", unit.leftFifo), ("RightFifo", unit.rightFifo),
      ("BottomFifo", unit.bottomFifo), ("OutputFifo", unit.outputFifo),
    ])
  }

  func writeReduction(_ json: inout StonneJSON) {
    let network = statistics.reduction
    json.object("ASNetworkStats") { json in
      if !network.adders.isEmpty {
        json.array("ASwitchStats") { json in
          json.levels(of: network.adders, widths: network.levelWidths) { writeAdder($1, &$0) }
        }
      }
      if !network.accumulators.isEmpty {
        json.object("AccumulationBufferStats", endsOnParentsLine: true) { json in
          json.array("AccumulatorStats") { json in
            for unit in network.accumulators { json.object { writeAccumulator(unit, &$0) } }
          }
        }
      }
    }
  }

  private func writeAdder(_ adder: AdderCounts, _ json: inout StonneJSON) {
    json.cycles(statistics.cycles, busy: adder.sums2to1 + adder.sums3to1)
    json.field("N_2_1_sums", adder.sums2to1)
    json.field("N_2_1_comps", 0)
    json.field("N_3_1_sums", adder.sums3to1)
    json.field("N_3_1_comps", 0)
    json.field("N_parent_send", adder.parentSends)
    json.field("N_augmentendLink_send", adder.lateralSends)
    json.field("N_memory_send", adder.memorySends)
    json.field("N_configurations", adder.configurations)
    json.fifos([
      ("InputPsumLeftFifo", adder.leftFifo), ("InputPsumRightFifo", adder.rightFifo),
      ("OutputPsumFifo", adder.outputFifo), ("OutputForwardingFifo", adder.lateralOutputFifo),
      ("InputForwardingFifo", adder.lateralInputFifo),
    ])
  }

  private func writeAccumulator(_ unit: AccumulatorCounts, _ json: inout StonneJSON) {
    json.field("Total_cycles", statistics.cycles)
    json.field("N_adds", unit.adds)
    json.field("N_memory_send", unit.memorySends)
    json.field("N_receives", unit.receives)
    json.field("N_register_reads", unit.registerReads)
    json.field("N_register_writes", unit.registerWrites)
    json.field("N_configurations", unit.configurations)
    json.fifos([("InputFifo", unit.inputFifo), ("OutputFifo", unit.outputFifo)])
  }

  func writeMemory(_ json: inout StonneJSON) {
    let memory = statistics.memory
    json.object("SDMemoryStats") {
      $0.field("Total_cycles", statistics.cycles)
      $0.field("N_SRAM_weight_reads", memory.weightReads)
      $0.field("N_SRAM_input_reads", memory.inputReads)
      $0.field("N_SRAM_psum_reads", memory.psumReads)
      $0.field("N_SRAM_psum_writes", memory.psumWrites)
      $0.field("Dataflow", memory.dataflow)
      $0.field("STA_sparsity", memory.stationarySparsity)
      $0.field("STR_sparsity", memory.streamingSparsity)
      $0.field("STA_vectors_at_once_avg", memory.averageVectors)
      $0.field("STA_vectors_at_once_max", memory.maximumVectors)
      $0.field("N_reconfigurations", memory.reconfigurations)
      $0.array("N_SRAM_read_ports_weights_use", memory.portWeights)
      $0.array("N_SRAM_read_ports_inputs_use", memory.portInputs)
      $0.array("N_SRAM_read_ports_psums_use", memory.portPsums)
      $0.array("N_SRAM_write_ports_use", memory.writePortUse)
    }
  }

  func writeBus(_ json: inout StonneJSON) {
    json.object("CollectionBusStats") { json in
      json.array("CollectionBusLineStats") { json in
        for line in statistics.bus {
          json.object { json in
            json.field("Total_cycles", statistics.cycles)
            json.field("N_Times_conflicts", line.conflicts)
            json.field("N_Conflicts_Average", statistics.cycles == 0 ? 0 : line.waitingInputs / statistics.cycles)
            json.field("N_sends", line.sends)
            json.array("n_inputs_receive", line.inputReceives)
            json.array("input_fifos_stats", comma: .lineStart) { json in
              for fifo in line.inputFifos { json.object { $0.fifo(fifo) } }
            }
          }
        }
      }
    }
  }
}

extension StonneJSON {
  fileprivate mutating func cycles(_ total: Int, busy: Int) {
    field("Total_cycles", total)
    field("Idle_cycles", total - busy)
  }

  /// The FIFOs at the end of a component's object: the first begins with its comma.
  fileprivate mutating func fifos(_ named: [(String, FifoCounts)]) {
    for (position, (name, counts)) in named.enumerated() {
      object(name, comma: position == 0 ? .lineStart : .lineEnd) { $0.fifo(counts) }
    }
  }

  fileprivate mutating func fifo(_ counts: FifoCounts) {
    field("N_pops", counts.pops)
    field("N_pushes", counts.pushes)
    field("N_fronts", 0)
    field("Max_occupancy", counts.maximumOccupancy)
  }
}
