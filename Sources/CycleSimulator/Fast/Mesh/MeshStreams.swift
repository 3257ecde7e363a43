import Hardware

/// The operand streams of a tile at the edges of the mesh, each relative to the diagonal wave of the element
/// that it enters, and the latest of them from the corner on.
struct MeshStreams {
  /// Weights into the top of each column, activations into the left of each row.
  let weights: [StreamSchedule]
  let activations: [StreamSchedule]
  /// What an element has to wait for: the latest of the streams up to its column, and up to its row.
  let weightsUpTo: [StreamSchedule]
  let activationsUpTo: [StreamSchedule]

  init(_ extent: MeshTiling.TileExtent, on hardware: HardwareConfiguration) {
    let tops = Array(0..<extent.columns)
    let lefts = (0..<extent.rows).map { hardware.columns + $0 }
    let shares = PortShares(
      destinations: tops + lefts, ports: hardware.distributionBandwidth,
      leaves: (hardware.rows + hardware.columns) / hardware.distributionBandwidth)
    let entering = zip(tops + lefts, zip(shares.ranks, Array(tops) + Array(0..<extent.rows)))
    let schedules = entering.map { destination, place in
      StreamSchedule(
        first: 1 + place.0 + shares.latency - place.1, interval: shares.load(of: destination))
    }
    weights = Array(schedules[..<extent.columns])
    activations = Array(schedules[extent.columns...])
    weightsUpTo = Self.latestUpToEach(weights)
    activationsUpTo = Self.latestUpToEach(activations)
  }

  private static func latestUpToEach(_ streams: [StreamSchedule]) -> [StreamSchedule] {
    var latest = StreamSchedule()
    return streams.map { stream in
      latest = latest.joined(with: stream)
      return latest
    }
  }
}
