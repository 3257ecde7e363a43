import Workload

/// The mappings that mRNA considers for a convolution, in its order.
struct MrnaSearch {
  /// The extents of one group.
  private let shape: ConvolutionShape
  private let multipliers: Int
  private let bandwidth: Double

  init(_ shape: ConvolutionShape, multipliers: Int, bandwidth: Int) {
    var group = shape
    group.c = shape.channelsPerGroup
    group.k = shape.filtersPerGroup
    group.g = 1
    self.shape = group
    self.multipliers = multipliers
    self.bandwidth = Double(bandwidth)
  }

  var mappings: [MrnaMapping] {
    let filter = plane * shape.c
    let used = Double(filter * (multipliers / filter)) / Double(multipliers)
    if (filter <= multipliers && used >= 0.8) || filter * shape.k < multipliers { return [wholeFilters] }
    return split.compactMap(partOfFilters)
  }

  /// Elements of one channel of a filter.
  private var plane: Int { shape.r * shape.s }
  private var positions: Int { shape.outputX &* shape.outputY }

  // MARK: - Filters that fit whole

  private var wholeFilters: MrnaMapping {
    let filter = plane * shape.c
    let filters = filter * shape.k < multipliers ? shape.k : multipliers / filter
    let filterStreams = ceilingQuotient(shape.k, filters)
    let inputStreams = UInt64(positions &* filterStreams)
    let configuration = MrnaConfiguration(
      kind: .convolution(shape, channels: shape.c), neuronSize: filter, neurons: filters,
      inputStreams: inputStreams,
      filterStreams: filterStreams,
      cycles: cycles(
        inputStreams, filterStreams, newColumn: shape.r * shape.c, neuron: filter, weights: filters * filter),
      elements: Double(positions) * Double(filter) * Double(shape.k))
    return MrnaMapping(
      shape, channels: shape.c, filters: filters, [configuration], partialSums: [], multipliers: multipliers)
  }

  // MARK: - Filters in parts

  /// Channels and filters whose product is the largest number up to `multipliers / plane` that splits into
  /// two such factors; every split of that number, and of no smaller one.
  private var split: [(channels: Int, filters: Int)] {
    for product in stride(from: multipliers / plane, through: 1, by: -1) {
      let splits = splits(of: product)
      if !splits.isEmpty { return splits }
    }
    return []
  }

  private func splits(of product: Int) -> [(channels: Int, filters: Int)] {
    var splits: [(channels: Int, filters: Int)] = []
    for small in sequence(first: 1, next: { $0 + 1 }).prefix(while: { $0 * $0 <= product })
    where product.isMultiple(of: small) {
      let large = product / small
      if small <= shape.c, large <= shape.k { splits.append((small, large)) }
      if large <= shape.c, small <= shape.k { splits.append((large, small)) }
    }
    return splits
  }

  /// `nil` where the partial sums would take more than two levels of the array.
  private func partOfFilters(channels: Int, filters: Int) -> MrnaMapping? {
    let partialSums = ceilingQuotient(shape.c, channels)
    let filterStreams = ceilingQuotient(shape.k, filters) * partialSums
    let inputStreams = wrapped32(positions &* filterStreams)
    let neuron = plane * channels
    let multiply = MrnaConfiguration(
      kind: .convolution(shape, channels: channels), neuronSize: neuron, neurons: filters,
      inputStreams: inputStreams,
      filterStreams: filterStreams,
      cycles: cycles(
        inputStreams, filterStreams, newColumn: shape.r * channels, neuron: neuron,
        weights: channels * filters * plane),
      elements: Double(positions) * Double(plane * shape.c) * Double(shape.k))
    let outputs = signed32(positions &* shape.k)

    if partialSums <= multipliers {
      return mapping([multiply, lastAddition(of: partialSums, outputs: outputs)], [partialSums])
    }
    let second = ceilingQuotient(partialSums, multipliers)
    guard second <= multipliers else { return nil }
    return mapping(
      [
        multiply, fullAddition(of: partialSums, times: second, outputs: outputs),
        lastAddition(of: second, outputs: outputs),
      ],
      [partialSums, second])

    func mapping(_ configurations: [MrnaConfiguration], _ partialSums: [Int]) -> MrnaMapping {
      MrnaMapping(
        shape, channels: channels, filters: filters, configurations, partialSums: partialSums,
        multipliers: multipliers)
    }
  }

  /// The whole array adds the `count` partial sums of one output, `times` over.
  private func fullAddition(of count: Int, times: Int, outputs: Int64) -> MrnaConfiguration {
    let steps = wrapped32(Int(outputs) &* times)
    return MrnaConfiguration(
      kind: .partialSums, neuronSize: multipliers, neurons: 1, inputStreams: steps, filterStreams: 0,
      cycles: whole(Double(steps) * transfers(multipliers)), elements: Double(outputs) * Double(count))
  }

  /// As many outputs as fit get their last `count` partial sums added.
  private func lastAddition(of count: Int, outputs: Int64) -> MrnaConfiguration {
    let neurons = multipliers / count
    let steps = UInt64(bitPattern: Int64((Double(outputs) / Double(neurons)).rounded(.up)))
    return MrnaConfiguration(
      kind: .partialSums, neuronSize: count, neurons: neurons, inputStreams: steps, filterStreams: 0,
      cycles: whole(Double(steps) * transfers(neurons * count)), elements: Double(outputs) * Double(count))
  }

  // MARK: - Cycles

  /// With stride 1 a row's first window comes whole, each further one brings a new column.
  private func cycles(
    _ steps: UInt64, _ filterSteps: Int, newColumn: Int, neuron: Int, weights: Int
  ) -> UInt64 {
    let loading = Double(filterSteps) * transfers(weights)
    guard shape.stride == 1 else { return whole(Double(steps) * transfers(neuron) + loading) }
    let rowStarts = shape.outputX &* filterSteps
    let sliding = Double(steps &- wrapped32(rowStarts)) * transfers(newColumn)
    let starting = Double(signed32(rowStarts)) * transfers(neuron)
    return whole(sliding + starting + loading)
  }

  /// Cycles in which the distribution network delivers so many elements.
  private func transfers(_ elements: Int) -> Double { (Double(elements) / bandwidth).rounded(.up) }

  /// The conversion that C makes: the fraction goes, negative numbers wrap, what does not fit becomes 0.
  private func whole(_ cycles: Double) -> UInt64 {
    let whole = cycles.rounded(.towardZero)
    return UInt64(exactly: whole) ?? Int64(exactly: whole).map(UInt64.init(bitPattern:)) ?? 0
  }
}
