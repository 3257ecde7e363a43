import CycleSimulator
import Hardware
import Workload

/// Which operation takes which flags.
extension StonneFlag {
  static let convolution =
    [
      extent("R", \.convolution.r, "Filter rows."),
      extent("S", \.convolution.s, "Filter columns."),
      extent("C", \.convolution.c, "Input channels, of all groups."),
      extent("K", \.convolution.k, "Filters, of all groups."),
      extent("G", \.convolution.g, "Groups."),
      extent("N", \.convolution.n, "Batch."),
      extent("X", \.convolution.x, "Input rows, padding included."),
      extent("Y", \.convolution.y, "Input columns, padding included."),
      extent("strides", \.convolution.stride, "Stride, of rows and columns."),
      extent("T_R", \.tile.r, "Tile: filter rows."),
      extent("T_S", \.tile.s, "Tile: filter columns."),
      extent("T_C", \.tile.c, "Tile: channels of a group."),
      extent("T_K", \.tile.k, "Tile: filters of a group."),
      extent("T_G", \.tile.g, "Tile: groups."),
      extent("T_N", \.tile.n, "Tile: batch."),
      extent("T_X_", \.tile.x, "Tile: output rows."),
      extent("T_Y_", \.tile.y, "Tile: output columns."),
    ] + reduction + generation + machine

  static let denseGEMM =
    product + [
      extent("T_M", \.tile.x, "Tile: rows of A."),
      extent("T_N", \.tile.k, "Tile: columns of B."),
      extent("T_K", \.tile.s, "Tile: part of the reduction."),
      choice(
        "mn_type", \.hardware.multiplierNetwork, numbered(HardwareConfiguration.MultiplierNetwork.allCases),
        "Multiplier network."),
      choice("mem_ctrl", \.hardware.controller, named(), "Memory controller."),
      powerOfTwo("ms_rows", \.hardware.rows, "Rows of an OS_MESH."),
      powerOfTwo("ms_cols", \.hardware.columns, "Columns of an OS_MESH."),
    ] + reduction + generation + machine

  static let sparseGEMM =
    product + [
      count("MK_sparsity", \.leftSparsity, in: 0...countLimit, "Percent of zeros in A; one more is made."),
      count("KN_sparsity", \.rightSparsity, in: 0...countLimit, "Percent of zeros in B; one more is made."),
      choice(
        "dataflow", \.dataflow,
        [("MK_STA_KN_STR", .leftStationary), ("MK_STR_KN_STA", .rightStationary)], "Which operand stays."),
      onOff("optimize", \.optimizes, "Stationary vectors largest first."),
    ] + machine

  static let sparseDense =
    product + [
      count("MK_sparsity", \.leftSparsity, in: 0...100, "Percent of zeros in A; one more is made."),
      extent("T_N", \.tile.k, "Tile: clusters."),
      extent("T_K", \.tile.s, "Tile: multipliers of a cluster."),
    ] + reduction + generation + machine

  // MARK: - Shared by several

  private static let product = [
    extent("M", \.matrix.m, "Rows of A and of the output."),
    extent("N", \.matrix.n, "Columns of B and of the output."),
    extent("K", \.matrix.k, "Columns of A, rows of B: the reduction."),
  ]

  private static let reduction = [
    choice(
      "rn_type", \.hardware.reduceNetwork, numbered(HardwareConfiguration.ReduceNetwork.allCases),
      "Reduce network."),
    count(
      "accumulation_buffer", \.hardware.accumulationBuffer, in: 0...countLimit,
      "Accumulation buffer: 0 is off, any other number on."),
  ]

  private static let generation = [
    choice(
      "generate_tile", \.target, ignoringCase: true,
      [
        ("none", nil), ("performance", .performance), ("energy", .energy),
        ("energy_efficiency", .energyEfficiency), ("0", nil), ("1", .performance), ("2", .energy),
        ("3", .energyEfficiency),
      ], "Have a tile chosen; those of the flags do not count then."),
    choice(
      "generator", \.generator, ignoringCase: true,
      [
        ("auto", .auto), ("mRNA", .mrna), ("StonneMapper", .stonneMapper), ("0", .auto), ("1", .mrna),
        ("2", .stonneMapper),
      ], "Who chooses it: auto is mRNA for CONV and StonneMapper for the rest."),
  ]

  private static let machine = [
    powerOfTwo("num_ms", \.hardware.multipliers, "Multipliers."),
    powerOfTwo("dn_bw", \.hardware.distributionBandwidth, "Elements distributed a cycle."),
    powerOfTwo("rn_bw", \.hardware.collectionBandwidth, "Elements collected a cycle."),
    onOff("print_stats", \.hardware.printStatistics, "Write the two statistics files."),
    fileText("layer_name", \.layerName, "The layer's name in their file names."),
    choice("engine", \.engine, named(), "Engine; both give the same numbers."),
  ]

  /// The names of an enumeration, and its numbers as STONNE's documentation counts them.
  private static func numbered<Value: RawRepresentable<String>>(_ values: [Value]) -> [(String, Value)] {
    values.map { ($0.rawValue, $0) } + values.enumerated().map { ("\($0)", $1) }
  }

  private static func named<Value: RawRepresentable<String> & CaseIterable>() -> [(String, Value)] {
    Value.allCases.map { ($0.rawValue, $0) }
  }
}
