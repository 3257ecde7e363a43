/// Which configurations can be built, and work.
///
/// STONNE aborts, hangs, or computes wrong outputs on everything that these rules refuse.
package enum HardwareLegality {
  /// Multipliers, or processing elements of a mesh, and bus lines: it bounds the memory of a simulation.
  package static let sizeLimit = 65_536

  private static let rules: [@Sendable (HardwareConfiguration) -> HardwareViolation?] = [
    controllerNeedsItsArray, controllerNeedsItsReduction, sparseGEMMHasNoBuffer,
    arraySize, meshSize, distributionTrees, collectionBus,
  ]

  /// The first rule that a configuration breaks, `nil` if it is legal.
  package static func violation(of configuration: HardwareConfiguration) -> HardwareViolation? {
    for rule in rules {
      if let violation = rule(configuration) { return violation }
    }
    return nil
  }

  // MARK: - Which parts work together

  private static func controllerNeedsItsArray(_ hardware: HardwareConfiguration) -> HardwareViolation? {
    let needed: HardwareConfiguration.MultiplierNetwork =
      hardware.controller == .tpuDense ? .outputStationaryMesh : .linear
    guard hardware.multiplierNetwork != needed else { return nil }
    let owners = HardwareConfiguration.Controller.allCases.filter {
      ($0 == .tpuDense) == (hardware.multiplierNetwork == .outputStationaryMesh)
    }
    return HardwareViolation(
      .multiplierNetwork, hardware.multiplierNetwork.quoted,
      "controller \(hardware.controller.rawValue) drives \(needed.quoted) multipliers only",
      hint: "\(hardware.multiplierNetwork.rawValue) goes with "
        + owners.map(\.rawValue).joined(separator: ", "))
  }

  private static func controllerNeedsItsReduction(_ hardware: HardwareConfiguration) -> HardwareViolation? {
    let accepted = hardware.controller.reduceNetworks
    guard !accepted.contains(hardware.reduceNetwork) else { return nil }
    return HardwareViolation(
      .reduceNetwork, hardware.reduceNetwork.quoted,
      "controller \(hardware.controller.rawValue) works with "
        + accepted.map(\.quoted).joined(separator: " or ") + " only")
  }

  private static func sparseGEMMHasNoBuffer(_ hardware: HardwareConfiguration) -> HardwareViolation? {
    guard hardware.controller == .sigmaSparseGEMM, hardware.hasAccumulationBuffer else { return nil }
    return HardwareViolation(
      .accumulationBuffer, "\(hardware.accumulationBuffer)",
      "\(hardware.controller.rawValue) keeps partial sums in memory and never drains an accumulation buffer",
      hint: "set it to 0")
  }

  // MARK: - Sizes

  private static func arraySize(_ hardware: HardwareConfiguration) -> HardwareViolation? {
    let size = hardware.multipliers
    if hardware.multiplierNetwork == .linear {
      guard !size.isPowerOfTwo || !(2...sizeLimit).contains(size) else { return nil }
      return HardwareViolation(
        .multipliers, "\(size)", "a linear array has a power of two of multipliers, from 2 to \(sizeLimit)",
        hint: nearestPowers(to: size, in: 2...sizeLimit))
    }
    // On a mesh `ms_size` does nothing but size the collection bus.
    guard !(1...sizeLimit).contains(size) else { return nil }
    return HardwareViolation(.multipliers, "\(size)", "accepted: 1 to \(sizeLimit)")
  }

  private static func meshSize(_ hardware: HardwareConfiguration) -> HardwareViolation? {
    guard hardware.multiplierNetwork == .outputStationaryMesh else { return nil }
    for (setting, value) in [(HardwareSetting.rows, hardware.rows), (.columns, hardware.columns)]
    where !(1...sizeLimit).contains(value) {
      return HardwareViolation(setting, "\(value)", "a mesh has 1 to \(sizeLimit) rows and columns")
    }
    guard hardware.rows * hardware.columns > sizeLimit else { return nil }
    return HardwareViolation(
      .rows, "\(hardware.rows)",
      "\(hardware.rows) x \(hardware.columns) processing elements are more than \(sizeLimit)")
  }

  private static func distributionTrees(_ hardware: HardwareConfiguration) -> HardwareViolation? {
    let bandwidth = hardware.distributionBandwidth
    let isLinear = hardware.multiplierNetwork == .linear
    let leaves = isLinear ? hardware.multipliers : hardware.rows + hardware.columns
    if bandwidth >= 1, leaves.isMultiple(of: bandwidth), (leaves / bandwidth).isPowerOfTwo { return nil }
    let leafText =
      isLinear ? "\(leaves) multipliers" : "\(hardware.rows) + \(hardware.columns) rows and columns"
    // Halving the leaves as long as they are even gives every legal bandwidth, largest first.
    let accepted = Array(sequence(first: leaves) { $0.isMultiple(of: 2) ? $0 / 2 : nil })
    return HardwareViolation(
      .distributionBandwidth, "\(bandwidth)",
      "it has to cut the \(leafText) into trees with a power of two of leaves each",
      hint: "accepted: " + accepted.reversed().map(String.init).joined(separator: ", "))
  }

  private static func collectionBus(_ hardware: HardwareConfiguration) -> HardwareViolation? {
    let bandwidth = hardware.collectionBandwidth
    if hardware.multiplierNetwork == .outputStationaryMesh {
      guard !(1...sizeLimit).contains(bandwidth) else { return nil }
      return HardwareViolation(.collectionBandwidth, "\(bandwidth)", "accepted: 1 to \(sizeLimit)")
    }
    // Only the trees address a bus line from the array's size.
    let limit = hardware.reduceNetwork == .temporal ? sizeLimit : hardware.multipliers
    guard !bandwidth.isPowerOfTwo || !(1...limit).contains(bandwidth) else { return nil }
    return HardwareViolation(
      .collectionBandwidth, "\(bandwidth)", "accepted: a power of two from 1 to \(limit)",
      hint: nearestPowers(to: bandwidth, in: 1...limit))
  }

  private static func nearestPowers(to value: Int, in range: ClosedRange<Int>) -> String {
    let powers = Array(sequence(first: range.lowerBound) { $0 < range.upperBound ? $0 * 2 : nil })
    let nearest = [powers.last { $0 <= value }, powers.first { $0 >= value }].compactMap { $0 }
    return "the nearest: " + nearest.map(String.init).joined(separator: ", ")
  }
}

extension HardwareConfiguration.Controller {
  /// The reduce networks that the controller works with.
  package var reduceNetworks: [HardwareConfiguration.ReduceNetwork] {
    switch self {
    case .maeriDense: [.augmentedTree, .foldingTree, .temporal]
    case .sigmaSparseGEMM: [.augmentedTree]
    case .magmaSparseDense: [.augmentedTree, .temporal]
    case .tpuDense: [.temporal]
    }
  }
}

extension RawRepresentable<String> {
  fileprivate var quoted: String { "\"\(rawValue)\"" }
}

extension Int {
  fileprivate var isPowerOfTwo: Bool { self > 0 && nonzeroBitCount == 1 }
}
