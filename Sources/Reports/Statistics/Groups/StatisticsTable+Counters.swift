/// The counters of STONNE's statistics file, each under its object: `MSwitchStats.N_multiplications`.
extension StatisticsTable.Group {
  private static let file = "`layers/*.txt` (--detail full)"
  private static let total = "Cycles of the layer"

  static let distributionCounters = Self(
    title: "Distribution network", place: "\(file), `DSwitchStats`: one object a switch, level by level",
    statistics: [
      Statistic("DSwitchStats.Total_cycles", .cycles, total),
      Statistic("DSwitchStats.Idle_cycles", .cycles, "Cycles in which the switch routed nothing"),
      Statistic("DSwitchStats.N_broadcasts", .packets, "Packets that went to both children"),
      Statistic("DSwitchStats.N_unicasts", .packets, "Packets that went to one child"),
      Statistic("DSwitchStats.N_left_sends", .packets, "Packets that went to the left child"),
      Statistic("DSwitchStats.N_right_sends", .packets, "Packets that went to the right child"),
    ])

  static let multiplierCounters = Self(
    title: "Multiplier network", place: "\(file), `MSwitchStats`: one object a multiplier or mesh element",
    statistics: [
      Statistic("MSwitchStats.Total_cycles", .cycles, total),
      Statistic("MSwitchStats.Idle_cycles", .cycles, "Cycles in which it neither multiplied nor passed a sum on"),
      Statistic("MSwitchStats.N_multiplications", .products, "Products that it computed"),
      Statistic("MSwitchStats.N_input_forwardings_send", .packets, "Activations sent to the neighbour"),
      Statistic("MSwitchStats.N_input_forwardings_receive", .packets, "Activations taken from the neighbour"),
      Statistic(
        "MSwitchStats.N_inputs_receive_from_memory", .packets, "Activations from the distribution network"),
      Statistic("MSwitchStats.N_weights_receive_from_memory", .packets, "Weights from the distribution network"),
      Statistic("MSwitchStats.N_weight_fifo_flush", .count, "How often new weights replaced those in use"),
      Statistic("MSwitchStats.N_psums_receive", .packets, "Partial sums from the distribution network"),
      Statistic(
        "MSwitchStats.N_psum_forwarding_send", .packets, "Partial sums passed on to the reduction network"),
      Statistic("MSwitchStats.N_configurations", .count, "How often it was configured"),
      Statistic("MSwitchStats.N_bottom_forwardings_send", .packets, "Weights sent to the element below (mesh)"),
      Statistic("MSwitchStats.N_top_forwardings_receive", .packets, "Weights taken from above (mesh)"),
      Statistic("MSwitchStats.N_right_forwardings_send", .packets, "Activations sent to the right (mesh)"),
      Statistic("MSwitchStats.N_left_forwardings_receive", .packets, "Activations taken from the left (mesh)"),
      Statistic("VN", .none, "Virtual neuron that the multiplier served last; -1 where unused"),
    ])

  static let reductionCounters = Self(
    title: "Reduction network", place: "\(file), `ASwitchStats` and `AccumulatorStats`: one object an adder each",
    statistics: [
      Statistic("ASwitchStats.Total_cycles", .cycles, total),
      Statistic("ASwitchStats.Idle_cycles", .cycles, "Cycles in which the adder added nothing"),
      Statistic("ASwitchStats.N_2_1_sums", .count, "Additions of two inputs"),
      Statistic("ASwitchStats.N_2_1_comps", .count, "Comparisons of two inputs; always 0"),
      Statistic("ASwitchStats.N_3_1_sums", .count, "Additions of three inputs"),
      Statistic("ASwitchStats.N_3_1_comps", .count, "Comparisons of three inputs; always 0"),
      Statistic("ASwitchStats.N_parent_send", .count, "Sends to the parent adder"),
      Statistic("ASwitchStats.N_augmentendLink_send", .count, "Sends over the augmented link to the neighbour"),
      Statistic("ASwitchStats.N_memory_send", .count, "Sends to the collection bus or the accumulator"),
      Statistic("ASwitchStats.N_configurations", .count, "How often the adder was configured"),
      Statistic("AccumulatorStats.Total_cycles", .cycles, total),
      Statistic("AccumulatorStats.N_adds", .count, "Additions to the register"),
      Statistic("AccumulatorStats.N_memory_send", .packets, "Results sent to the collection bus"),
      Statistic("AccumulatorStats.N_receives", .count, "Messages received; one may carry two packets"),
      Statistic("AccumulatorStats.N_register_reads", .count, "Reads of the register"),
      Statistic("AccumulatorStats.N_register_writes", .count, "Writes of the register"),
      Statistic("AccumulatorStats.N_configurations", .count, "How often it was configured"),
    ])

  static let memoryCounters = Self(
    title: "Global buffer", place: "\(file), `SDMemoryStats`",
    statistics: [
      Statistic("SDMemoryStats.Total_cycles", .cycles, total),
      Statistic("SDMemoryStats.N_SRAM_weight_reads", .elements, "Weights that were read"),
      Statistic("SDMemoryStats.N_SRAM_input_reads", .elements, "Activations that were read"),
      Statistic("SDMemoryStats.N_SRAM_psum_reads", .elements, "Partial sums that were read back"),
      Statistic("SDMemoryStats.N_SRAM_psum_writes", .elements, "Outputs and partial sums that were written"),
      Statistic("SDMemoryStats.Dataflow", .none, "Dataflow of the controller"),
      Statistic("SDMemoryStats.STA_sparsity", .percent, "Zeros in the stationary operand, rounded down"),
      Statistic("SDMemoryStats.STR_sparsity", .percent, "Zeros in the streaming operand, rounded down"),
      Statistic(
        "SDMemoryStats.STA_vectors_at_once_avg", .count, "Stationary vectors on the array, average of rounds"),
      Statistic(
        "SDMemoryStats.STA_vectors_at_once_max", .count, "Stationary vectors on the array, most in a round"),
      Statistic(
        "SDMemoryStats.N_reconfigurations", .count, "Rounds or tiles that were set up; 1 on MAGMA, 0 on MAERI"),
      Statistic("SDMemoryStats.N_SRAM_read_ports_weights_use", .packets, "Weights that each read port sent"),
      Statistic("SDMemoryStats.N_SRAM_read_ports_inputs_use", .packets, "Activations that each read port sent"),
      Statistic("SDMemoryStats.N_SRAM_read_ports_psums_use", .packets, "Partial sums that each read port sent"),
      Statistic(
        "SDMemoryStats.N_SRAM_write_ports_use", .packets, "Results that came over each bus line; MAERI only"),
    ])

  static let busCounters = Self(
    title: "Collection bus and FIFOs", place: "\(file), `CollectionBusLineStats`: one object a line; any FIFO",
    statistics: [
      Statistic("CollectionBusLineStats.Total_cycles", .cycles, total),
      Statistic(
        "CollectionBusLineStats.N_Times_conflicts", .cycles, "Cycles in which more than one input had a result"),
      Statistic(
        "CollectionBusLineStats.N_Conflicts_Average", .count,
        "Inputs with a result in a cycle, average rounded down"),
      Statistic("CollectionBusLineStats.N_sends", .packets, "Results sent to the buffer"),
      Statistic("CollectionBusLineStats.n_inputs_receive", .packets, "Results that came to each input"),
      Statistic("Fifo.N_pushes", .packets, "Packets that entered the FIFO"),
      Statistic("Fifo.N_pops", .packets, "Packets that left the FIFO"),
      Statistic("Fifo.N_fronts", .count, "Always 0: nobody looks at the front without taking it"),
      Statistic("Fifo.Max_occupancy", .packets, "Most packets in the FIFO right after a push"),
    ])
}
