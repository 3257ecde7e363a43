import Tensors

/// Whole output channels: the features of smallest mean magnitude are cleared by the rank rule of
/// ``MagnitudePruning`` (Li et al., "Pruning Filters for Efficient ConvNets", 2017, rank filters by their
/// L1 norm; within a layer the order is the same).
package struct ChannelPruning: LayerwisePruning {
  package init() {}

  package var name: String { "channel" }

  package func prune(_ weight: inout PrunableWeight, to ratio: PruningRatio, workers: Workers) {
    BlockPruning(uncheckedRows: 1, columns: max(weight.layout.depth, 1)).prune(
      &weight, to: ratio, workers: workers)
  }
}
