/// When the streams of a dense layer pass on the data of one step after the other, and how full FIFOs get on the way.
struct StreamTimes: ~Copyable {
  private let folds: Int
  private let latency: Int
  private let ports: [DenseStreams.Port]
  private let products: UnsafeMutableBufferPointer<ProductStream>
  private let sums: UnsafeMutableBufferPointer<Range<Int>>
  /// The operands of all sums that wait for one another, and the data that wait.
  private let operands: UnsafeMutableBufferPointer<Int>
  private var waiting: Bank<WaitingData>
  /// By stream: the cycle of its last datum.
  private var times: UnsafeMutableBufferPointer<Int>
  /// By port: the next cycle in which it is free.
  private var free: UnsafeMutableBufferPointer<Int>
  /// By product stream that is handed on, and fold: the cycle of its datum in the last window.
  private let lastWindow: UnsafeMutableBufferPointer<Int>
  /// Activations from memory and from the neighbour, by product stream.
  private var activations: Bank<WaitingData>
  private var forwarded: Bank<WaitingData>

  /// Whether a port has been idle until a step was queued, since this was last set to false.
  var hasWaitedForSteps = false

  private struct ProductStream: BitwiseCopyable {
    var port: Int
    var weight: Int
    var window: Int
    var lastColumn: Int
    /// Where the neighbour's cycles begin among those of the last window, and its own; -1 for none.
    var neighbour: Int
    var own: Int
  }

  init(_ streams: DenseStreams, folds: Int, latency: Int) {
    self.folds = folds
    self.latency = latency
    ports = streams.ports
    free = .allocate(capacity: ports.count)
    free.initialize(repeating: 0)
    times = .allocate(capacity: streams.products.count + streams.sums.count)
    times.initialize(repeating: 0)
    var handedOn = 0
    let own = streams.products.map { product in
      defer { handedOn += product.isHandedOn ? folds : 0 }
      return product.isHandedOn ? handedOn : -1
    }
    lastWindow = .allocate(capacity: handedOn)
    lastWindow.initialize(repeating: 0)
    products = .allocate(capacity: streams.products.count)
    for (number, product) in streams.products.enumerated() {
      products.initializeElement(
        at: number,
        to: ProductStream(
          port: product.port, weight: product.weight, window: product.window, lastColumn: product.lastColumn,
          neighbour: product.neighbour.map { own[$0] } ?? -1, own: own[number]))
    }
    sums = .allocate(capacity: streams.sums.count)
    operands = .allocate(capacity: streams.sums.reduce(0) { $0 + $1.operands.count })
    var count = 0
    for (number, sum) in streams.sums.enumerated() {
      sums.initializeElement(at: number, to: count..<count + sum.operands.count)
      for operand in sum.operands {
        operands.initializeElement(at: count, to: operand)
        count += 1
      }
    }
    waiting = Bank(count: count) { WaitingData() }
    activations = Bank(count: streams.products.count) { WaitingData() }
    forwarded = Bank(count: streams.products.count) { WaitingData() }
  }

  deinit {
    products.deallocate()
    sums.deallocate()
    operands.deallocate()
    times.deallocate()
    free.deallocate()
    lastWindow.deallocate()
  }

  /// The cycle in which a stream's datum of the last step passed.
  func time(of stream: Int) -> Int { times[stream] }

  // MARK: - Steps

  /// Sends the weights of a pass: a step for each fold, the first queued in cycle `start`.
  mutating func sendWeights(from start: Int) {
    for fold in 0..<folds {
      for port in 0..<ports.count where ports[port].weights > 0 {
        free[port] = max(free[port], start &+ fold) &+ ports[port].weights
      }
    }
    for stream in 0..<products.count {
      // All weights have to be there for the first product.
      let port = products[stream].port
      let arrival = free[port] &- ports[port].weights &+ products[stream].weight &+ latency
      times[stream] = max(times[stream], arrival &- 1)
    }
  }

  /// Sends the activations of a step.
  /// - Parameters:
  ///   - cycle: in which the step is queued.
  ///   - slides: whether all but the window's last column are handed on by the neighbours.
  mutating func sendActivations(at cycle: Int, fold: Int, slides: Bool) {
    for port in 0..<ports.count {
      let packets = slides ? ports[port].lastColumn : ports[port].window
      guard packets > 0 else { continue }
      if free[port] < cycle {
        hasWaitedForSteps = true
        free[port] = cycle
      }
      free[port] &+= packets
    }
    if slides { multiplySliding(fold) } else { multiplyWindow(fold) }
    add()
  }

  private mutating func multiplyWindow(_ fold: Int) {
    for stream in 0..<products.count {
      let product = products[stream]
      let arrival = free[product.port] &- ports[product.port].window &+ product.window &+ latency
      let time = max(arrival, times[stream] &+ 1)
      activations[stream].pass(arrival: arrival, departure: time)
      times[stream] = time
      if product.own >= 0 { lastWindow[product.own &+ fold] = time }
    }
  }

  /// A multiplier takes over what its neighbour, which comes before it in the numbering of streams, multiplied in the
  /// last window.
  private mutating func multiplySliding(_ fold: Int) {
    var stream = products.count
    while stream > 0 {
      stream &-= 1
      let product = products[stream]
      let time: Int
      if product.neighbour >= 0 {
        let arrival = lastWindow[product.neighbour &+ fold] &+ 1
        time = max(arrival, times[stream] &+ 1)
        forwarded[stream].pass(arrival: arrival, departure: time)
      } else {
        let arrival = free[product.port] &- ports[product.port].lastColumn &+ product.lastColumn &+ latency
        time = max(arrival, times[stream] &+ 1)
        activations[stream].pass(arrival: arrival, departure: time)
      }
      times[stream] = time
      if product.own >= 0 { lastWindow[product.own &+ fold] = time }
    }
  }

  private mutating func add() {
    for sum in 0..<sums.count {
      var latest = Int.min
      for operand in sums[sum] { latest = max(latest, times[operands[operand]]) }
      if sums[sum].count > 1 {
        for operand in sums[sum] {
          waiting[operand].pass(arrival: times[operands[operand]] &+ 1, departure: latest &+ 1)
        }
      }
      times[products.count &+ sum] = latest &+ 1
    }
  }

  // MARK: - Results

  /// How full the FIFO for activations from memory got at the multipliers of a stream, and the one for those from the
  /// neighbour.
  func occupancy(ofProduct stream: Int) -> (activations: Int, forwarded: Int) {
    (activations[stream].maximum, forwarded[stream].maximum)
  }

  /// How full the FIFO for an operand of a sum got.
  func occupancy(of operand: Int, inSum sum: Int) -> Int {
    let range = sums[sum - products.count]
    guard range.count > 1, let place = range.first(where: { operands[$0] == operand }) else { return 1 }
    return waiting[place].maximum
  }

  /// The cycle that the course of the streams is relative to, within a pass.
  var reference: Int { free[0] }

  /// Adds everything that matters from now on to a state, within a pass: but for the cycle in which the next step is
  /// queued, which matters where a port waits for it.
  func describeCourse(_ state: inout MachineState) {
    var earliest = reference
    for port in 0..<ports.count {
      state.add(free[port] - reference)
      earliest = min(earliest, free[port])
    }
    for stream in 0..<times.count { state.add(times[stream] - reference) }
    describeWaiting(&state, at: earliest)
  }

  /// Adds everything that matters from a cycle on to a state, at the beginning of a pass.
  func describe(_ state: inout MachineState, at cycle: Int) {
    for port in 0..<ports.count { state.add(max(0, free[port] - cycle)) }
    for stream in 0..<times.count { state.add(max(-1, times[stream] - cycle)) }
    describeWaiting(&state, at: cycle)
  }

  private func describeWaiting(_ state: inout MachineState, at cycle: Int) {
    for place in 0..<waiting.count { waiting[place].describe(&state, at: cycle) }
    for stream in 0..<products.count {
      activations[stream].describe(&state, at: cycle)
      forwarded[stream].describe(&state, at: cycle)
    }
  }
}
