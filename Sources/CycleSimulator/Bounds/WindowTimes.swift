/// When the outputs of one window of a pass come to the bus at the earliest.
struct WindowTimes: ~Copyable {
  /// By virtual neuron, those of the window computed last.
  private(set) var outputs: [Int]
  /// Where partial sums come back through the ports: when the last output can be written after all packets.
  private(set) var portsEnd = 0
  /// The first cycle in which the pass queues its first step.
  private var begin = 0
  /// By port: the first cycle in which it can send the pass.
  private var starts: [Int]
  /// By port, of the packet in the first place of the window's last step: when it arrives, and when the one in
  /// the first window of its row does.
  private var arrivals: [Int]
  private var rowArrivals: [Int]
  private var latency = 0

  init(ports: Int, multipliers: Int) {
    outputs = Array(repeating: 0, count: multipliers)
    starts = Array(repeating: 0, count: ports)
    arrivals = starts
    rowArrivals = starts
  }

  /// The earliest output of the window.
  func earliest(_ neurons: Int) -> Int {
    var earliest = outputs[0]
    for neuron in 1..<max(neurons, 1) { earliest = min(earliest, outputs[neuron]) }
    return earliest
  }

  // MARK: - Ports

  /// Goes to a pass.
  /// - Parameter begins: what is known of it and those before, the first pass among them.
  mutating func start(_ pass: Int, _ begins: [PassBegin], _ plan: DensePlan, _ traffic: borrowing PortTraffic) {
    latency = traffic.leaves == 1 ? 0 : 1
    begin = 0
    portsEnd = 0
    for known in begins where known.pass <= pass {
      begin = max(begin, known.cycle + (pass - known.pass) * plan.stepsPerPass)
    }
    for port in 0..<traffic.ports {
      let busy = busyCycles(port, plan, traffic)
      var start = begin
      for known in begins where known.pass <= pass {
        start = max(start, known.cycle + (pass - known.pass) * busy)
      }
      starts[port] = start
      // The last packet goes to a multiplier, at least one adder and the bus, and is written from there.
      if plan.neurons.hasForwarder { portsEnd = max(portsEnd, start + busy + latency + 2) }
    }
  }

  /// Cycles in which a port sends in a pass.
  private func busyCycles(_ port: Int, _ plan: DensePlan, _ traffic: borrowing PortTraffic) -> Int {
    let folds = plan.neurons.folds
    let rows = plan.folding.x
    let first = Int(traffic.window.loads[port])
    let other = plan.slides ? Int(traffic.lastColumn.loads[port]) : first
    let activations = rows * folds * (first + (plan.folding.y - 1) * other)
    return folds * Int(traffic.weights.loads[port]) + activations + traffic.psums(port, plan)
  }

  /// When the last fold of a row's first window is sent: the cycle after.
  private func rowSent(_ port: Int, row: Int, _ plan: DensePlan, _ traffic: borrowing PortTraffic) -> Int {
    let folds = plan.neurons.folds
    let first = Int(traffic.window.loads[port])
    let other = Int(traffic.lastColumn.loads[port])
    let columns = plan.folding.y
    let weightsSent = starts[port] + folds * Int(traffic.weights.loads[port])
    let sent = weightsSent + row * folds * (first + (columns - 1) * other) + folds * first
    // A port without packets in between waits for the row to be queued.
    return other > 0 ? sent : max(sent, begin + folds + row * columns * folds + folds * first)
  }

  // MARK: - Windows

  /// Computes when the outputs of a window of the pass come to the bus.
  mutating func compute(
    window: Int, _ plan: DensePlan, _ traffic: borrowing PortTraffic, _ profile: borrowing ReductionProfile
  ) {
    let folds = plan.neurons.folds
    let slides = plan.slides && plan.folding.y > 1
    let (row, column) = slides ? window.quotientAndRemainder(dividingBy: plan.folding.y) : (0, 0)
    for port in 0..<traffic.ports {
      let first = Int(traffic.window.loads[port])
      if slides {
        let sent = rowSent(port, row: row, plan, traffic)
        let other = Int(traffic.lastColumn.loads[port])
        rowArrivals[port] = sent - first + latency
        arrivals[port] = sent + column * folds * other - other + latency
      } else {
        let sent = starts[port] + folds * Int(traffic.weights.loads[port]) + (window + 1) * folds * first
        arrivals[port] = sent - first + latency
      }
    }
    for neuron in 0..<plan.neurons.count {
      let multipliers = neuron * plan.neurons.size + plan.neurons.forwarders..<(neuron + 1) * plan.neurons.size
      var latest = 0
      for multiplier in multipliers {
        let product: Int
        if slides && column > 0 {
          product = slidingProduct(
            multiplier, lane: multiplier - multipliers.lowerBound, column: column, plan, traffic)
        } else {
          let place = Int(traffic.window.places[multiplier])
          let port = multiplier / traffic.leaves
          product = (slides ? rowArrivals[port] : arrivals[port]) + place
        }
        latest = max(latest, product + Int(profile.delays[multiplier]))
      }
      outputs[neuron] = latest
      if plan.neurons.hasForwarder { waitForPsums(neuron, window: window, plan, traffic, profile) }
    }
  }

  /// When a multiplier multiplies in a window that slides: what memory sends comes to a filter row's last lane, and
  /// goes on a lane with each window.
  private func slidingProduct(
    _ multiplier: Int, lane: Int, column: Int, _ plan: DensePlan, _ traffic: borrowing PortTraffic
  ) -> Int {
    let folds = plan.neurons.folds
    let hops = plan.tile.s - 1 - lane % plan.tile.s
    if hops == 0 { return arrivals[multiplier / traffic.leaves] + Int(traffic.lastColumn.places[multiplier]) }
    func inFirstWindow(_ source: Int) -> Int {
      rowArrivals[source / traffic.leaves] + Int(traffic.window.places[source])
    }
    // A multiplier multiplies once a cycle, and a window takes as many as there are folds.
    var latest = inFirstWindow(multiplier) + column * folds
    let handed = min(hops, column)
    latest = max(latest, inFirstWindow(multiplier + handed) + handed + (column - handed) * folds)
    if column > hops {
      let source = multiplier + hops
      let port = source / traffic.leaves
      let arrival =
        arrivals[port] - hops * folds * Int(traffic.lastColumn.loads[port])
        + Int(traffic.lastColumn.places[source])
      latest = max(latest, arrival + hops)
    }
    return latest
  }

  /// Each fold of an output but the first waits for the partial sum of the one before, which goes over the bus, the
  /// memory and the neuron's forwarder.
  private mutating func waitForPsums(
    _ neuron: Int, window: Int, _ plan: DensePlan, _ traffic: borrowing PortTraffic,
    _ profile: borrowing ReductionProfile
  ) {
    let forwarder = neuron * plan.neurons.size
    let loop = Int(profile.delays[forwarder]) + 1 + latency
    var first = 0
    for multiplier in forwarder + 1..<forwarder + plan.neurons.size {
      let port = multiplier / traffic.leaves
      let arrival =
        starts[port] + plan.neurons.folds * Int(traffic.weights.loads[port]) + latency
        + Int(traffic.window.places[multiplier])
      first = max(first, arrival + Int(profile.delays[multiplier]))
    }
    outputs[neuron] = max(outputs[neuron], first + (window + 1) * (plan.neurons.folds - 1) * loop + window)
  }
}
