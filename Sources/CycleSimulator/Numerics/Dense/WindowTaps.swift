import Workload

/// What a filter's window takes in, in the order in which a virtual neuron meets it: fold after fold, lane after lane.
struct WindowTaps: Sendable {
  /// A product of an output. Where a tile does not divide the filter there are taps beyond it, whose weight is 0.
  struct Tap: Sendable {
    var channel: Int
    var r: Int
    var s: Int
    /// Whether the filter has a weight here, and whether its group has such a channel.
    var hasWeight: Bool
    var hasChannel: Bool
  }

  let taps: [Tap]
  /// Rows and columns that the window reaches over.
  let rows: Int
  let columns: Int

  /// Tiles of a filter, as a linear array folds it.
  init(_ plan: DensePlan) {
    let shape = plan.shape
    let tile = plan.tile
    let folding = plan.folding
    var taps: [Tap] = []
    taps.reserveCapacity(folding.folds * tile.virtualNeuronSize)
    for fold in 0..<folding.folds {
      let firstS = fold % folding.s * tile.s
      let firstR = fold / folding.s % folding.r * tile.r
      let firstC = fold / folding.s / folding.r * tile.c
      for lane in 0..<tile.virtualNeuronSize {
        let s = firstS + lane % tile.s
        let r = firstR + lane / tile.s % tile.r
        let c = firstC + lane / tile.s / tile.r
        let hasChannel = c < shape.channelsPerGroup
        taps.append(
          Tap(
            channel: c, r: r, s: s, hasWeight: hasChannel && r < shape.r && s < shape.s, hasChannel: hasChannel))
      }
    }
    self.taps = taps
    rows = folding.r * tile.r
    columns = folding.s * tile.s
  }

  /// Channel after channel, row after row: the order of ONNX's weights (im2col).
  init(channels: Int, rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    taps = (0..<channels * rows * columns).map { tap in
      Tap(
        channel: tap / columns / rows, r: tap / columns % rows, s: tap % columns, hasWeight: true,
        hasChannel: true)
    }
  }

  /// The place of each tap's weight behind that of its filter; nil for zero.
  func offsets(in filters: ConvolutionValues.Filters) -> [Int?] {
    taps.map { tap in
      guard tap.hasWeight else { return nil }
      return tap.channel * filters.channelStep + tap.r * filters.steps.x + tap.s * filters.steps.y
    }
  }
}
