import Hardware
import Mapping
import Workload

/// mRNA's report: every mapping, best first, configuration by configuration and in total.
///
/// The lines and numbers are STONNE's, except that its lists of unicasts and multicasts and its code sizes are left
/// out, and that the energy, which STONNE prints or not by chance, always stands there for a convolution.
struct MrnaReport {
  private let layerType: String
  private let multipliers: Int
  private let mappings: [MrnaMapping]

  init(_ shape: ConvolutionShape, target: TileTarget, on hardware: HardwareConfiguration) {
    layerType = "CONV"
    multipliers = hardware.multipliers
    mappings = Self.mapper(hardware).mappings(for: shape, target: target)
  }

  init(_ shape: MatrixShape, on hardware: HardwareConfiguration) {
    layerType = "FC"
    multipliers = hardware.multipliers
    mappings = [Self.mapper(hardware).mapping(for: shape)]
  }

  private static func mapper(_ hardware: HardwareConfiguration) -> MrnaMapper {
    MrnaMapper(multipliers: hardware.multipliers, bandwidth: hardware.distributionBandwidth)
  }

  var text: String {
    let header = [
      "Model Name: STONNE", "Layer Type: \(layerType)", "Layer Number: 1",
      "Total number of Multiplier Switches: \(multipliers)",
      "Total number of Mapping Strategies: \(mappings.count)", "",
    ]
    let body = mappings.enumerated().flatMap { lines(of: $1, number: $0) }
    return (header + body).map { $0 + "\n" }.joined()
  }

  private func lines(of mapping: MrnaMapping, number: Int) -> [String] {
    let average = mapping.averageUtilization(multipliers)
    var lines = [
      String(repeating: "=", count: 66), "Mapping Strategy \(number): ", "Tile Size: <\(tileText(mapping.tile))>",
      "Average utilization rate: \(NumberText.general(average))", "",
    ]
    for (name, (configuration, events)) in zip(mapping.configurations, mapping.events).enumerated() {
      lines += [Self.rule, "Configuration \(name)", ""] + placement(configuration) + counts(events)
      lines += addressTable(configuration) + traffic(events, [configuration])
      lines += performance([configuration], cycles: configuration.cycles)
      lines += [
        "- Peak utilization rate in configuration \(name) is: "
          + NumberText.general(configuration.peakUtilization(multipliers)),
        "- Average utilization rate in configuration \(name) is: "
          + NumberText.general(configuration.averageUtilization(multipliers)),
      ]
    }
    lines += [Self.rule, "Total Configurations: ", "", "Mapping: "]
    let total = mapping.events.reduce(MrnaEvents()) { $0.adding($1) }
    lines += counts(total) + traffic(total, mapping.configurations)
    lines += performance(mapping.configurations, cycles: mapping.cycles)
    if let energy = mapping.energy, let accesses = mapping.dramAccesses {
      lines += [
        "- Normalized energy: \(NumberText.general(energy))",
        "- Dram energy is: \(NumberText.general(Double(accesses) * MrnaEnergyFactors().dram))",
      ]
    }
    return lines + ["- Average utilization rate throughout the whole layer: \(NumberText.general(average))"]
  }

  private static let rule = String(repeating: "-", count: 67)

  private func tileText(_ tile: Tile) -> String {
    layerType == "CONV"
      ? "T_X = \(tile.r), T_Y = \(tile.s), T_C = \(tile.c), T_K = \(tile.k), T_N = 1, T_X' = 1, T_Y' = 1"
      : "T_X = \(tile.s), T_Y = \(tile.x), T_C = 1, T_K = 1, T_N = 1, T_X' = 1, T_Y' = 1"
  }

  private func placement(_ configuration: MrnaConfiguration) -> [String] {
    let (size, neurons) = (configuration.neuronSize, configuration.neurons)
    return [
      "Mapping: ", "- Size of Virtual Neuron (VN): \(size)", "- Number of VNs: \(neurons)",
      "- Number of Idle Multiplier Switches: \(multipliers - size * neurons)",
    ]
  }

  private func counts(_ events: MrnaEvents) -> [String] {
    [
      "Distribute Network: ", "- Number of access between distribute switches: \(events.distributionLinks)",
      "Reduce Network: ", "- Number of reduce operations: \(events.additions)",
      "- Number of access between reduce switches: \(events.reductionLinks)",
      "Multiplier Network: ", "- Number of multiplications: \(events.multiplications)",
      "- Number of register access of the multiplier switch: \(events.registers)",
      "- Number of forward access between multiplier switches: \(events.forwards)",
    ]
  }

  private func addressTable(_ configuration: MrnaConfiguration) -> [String] {
    let line =
      configuration.kind == .partialSums
      ? "- Number of outputs expected: 0"
      : "- Number of outputs expected (single control step): \(configuration.neurons)"
    return ["Virtual Neuron Address Table (VNAT): ", line]
  }

  private func traffic(_ events: MrnaEvents, _ configurations: [MrnaConfiguration]) -> [String] {
    [
      "On-chip Scratchpad memory (Prefetch buffer): ", "- Number of weights read: \(events.weightReads)",
      "- Number of inputs read: \(events.inputReads)", "- Number of outputs write: \(events.outputWrites)",
      "- Number of input data streams: \(configurations.reduce(0) { $0 &+ $1.inputStreams })",
      "- Number of weight data streams: \(configurations.reduce(0) { $0 &+ $1.filterStreams })",
    ]
  }

  private func performance(_ configurations: [MrnaConfiguration], cycles: UInt64) -> [String] {
    [
      "Performance: ", "- Number of control steps: \(configurations.reduce(0) { $0 &+ $1.steps })",
      "- Runtime cycles: \(cycles)",
    ]
  }
}
