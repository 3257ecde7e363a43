import Workload

/// The links between neighbouring multipliers over which a sliding window hands activations on.
///
/// Where a window moves by one column (`T_Y' = 1`, stride 1, `T_S` divides S), column s of a window is column s - 1 of
/// the next: each multiplier of a filter row passes its activation to the neighbour before it (Kwon et al.,
/// MAERI, ASPLOS 2018).
package struct SlidingLinks: Hashable, Sendable {
  /// Whether a multiplier hands its activations to the one before it, and takes those of the one behind it.
  package private(set) var sends: [Bool]
  package private(set) var receives: [Bool]

  /// - Parameters:
  ///   - isActive: whether the layer's windows slide at all.
  ///   - multipliers: of the whole array.
  package init(tile: Tile, neurons: VirtualNeurons, isActive: Bool, multipliers: Int) {
    sends = Array(repeating: false, count: multipliers)
    receives = Array(repeating: false, count: multipliers)
    guard isActive else { return }
    for neuron in 0..<neurons.count {
      let first = neuron * neurons.size + neurons.forwarders
      for lane in 0..<tile.virtualNeuronSize {
        sends[first + lane] = lane % tile.s > 0
        receives[first + lane] = lane % tile.s < tile.s - 1
      }
    }
  }
}
