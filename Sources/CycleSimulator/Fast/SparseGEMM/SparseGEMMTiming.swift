import Hardware
import Sparsity
import Workload

/// The runs of a SparseGEMM on SIGMA, timed without stepping.
///
/// Nothing depends on streamed values. A virtual neuron's timing depends on its multipliers, and where it shares ports
/// on how its positions mix with its neighbours'; a round of one virtual neuron, on its size alone. So each of these
/// is timed once for all runs, and only the packets of rounds with several virtual neurons are played through on the
/// bus.
struct SparseGEMMTiming {
  private let hardware: HardwareConfiguration
  private let streams: Int
  private let topology: AdderTreeTopology
  private let wiring: BusWiring
  private var products: RoundProducts
  private var neurons: VirtualNeuronTable
  private var collection: RoundCollection
  private var counts: RoundCounts
  private var cycles = 0

  /// A round of one virtual neuron.
  private struct Alone {
    var entry: Int
    var cycles: Int
    var rounds = 0
  }

  /// By multipliers in use, those of continuations behind the others.
  private var alone: [Alone?]
  /// A vector with elements everywhere: as good as any other for a round of its own.
  private let full: CompressedSparseRows
  private var exits: [VirtualNeuronTable.Entry] = []

  /// - Parameter trees: those of the machine.
  init(streams: Int, on hardware: HardwareConfiguration, trees: VirtualNeuronTrees) {
    self.hardware = hardware
    self.streams = streams
    topology = AdderTreeTopology(leaves: hardware.multipliers)
    wiring = BusWiring(of: hardware)
    products = RoundProducts(streams: streams, on: hardware)
    neurons = VirtualNeuronTable(streams: streams, topology, wiring, trees)
    collection = RoundCollection(wiring, streams: streams)
    counts = RoundCounts(streams: streams, multipliers: hardware.multipliers, nodes: topology.nodeCount)
    alone = Array(repeating: nil, count: 2 * (hardware.multipliers + 1))
    full = CompressedSparseRows(elements: [hardware.multipliers], columns: hardware.multipliers)
  }

  /// Adds a run. Runs come in any order.
  ///
  /// - Throws: ``SimulationError/busCollision(_:adders:)``.
  mutating func add(_ run: Int, _ plan: SparseGEMMPlan) throws(SimulationError) {
    collection.begin()
    for round in plan.rounds {
      if round.virtualNeurons == 1 {
        time(alone: round)
      } else {
        do { try time(round, plan.stationary) } catch { throw wiring.collision(at: error.input, topology) }
      }
    }
    counts.end(run, plan)
  }

  private mutating func time(alone round: StationaryRound) {
    let place = round.used + (round.isContinuation ? hardware.multipliers + 1 : 0)
    var known = alone[place] ?? first(like: round)
    known.rounds += 1
    alone[place] = known
    cycles += known.cycles
    collection.pass(alone: neurons.entries[known.entry].input)
  }

  private mutating func first(like round: StationaryRound) -> Alone {
    products.begin(example(used: round.used, isContinuation: round.isContinuation), full, times: 0)
    let entry = neurons.entry(of: 0..<round.used, products)
    return Alone(entry: entry, cycles: neurons.entries[entry].lastWrite(streams: streams) + 1)
  }

  private func example(used: Int, isContinuation: Bool) -> StationaryRound {
    StationaryRound(
      vectors: 0..<1, elements: 0..<used - (isContinuation ? 1 : 0), positions: 0..<used,
      isContinuation: isContinuation)
  }

  private mutating func time(
    _ round: StationaryRound, _ stationary: CompressedSparseRows
  ) throws(RoundCollection.Collision) {
    products.begin(round, stationary)
    exits.removeAll(keepingCapacity: true)
    var first = 0
    counts.begin(round)
    for vector in round.vectors {
      let size = stationary.elements(ofRow: vector).count
      let number = neurons.entry(of: first..<first + size, products)
      let entry = neurons.entries[number]
      counts.count(neurons.trees[entry.tree], entry.tree)
      exits.append(entry)
      first += size
    }
    counts.endRound()
    exits.sort { ($0.input.line, $0.input.input) < ($1.input.line, $1.input.input) }
    cycles += try collection.collect(exits) + 1
  }

  /// The counters of all runs together, but for what they read of the streaming vectors; what belongs to one run only
  /// is the first run's.
  func statistics(_ dataflow: SparseGEMMOptions.Dataflow) -> FabricStatistics {
    var (counts, products) = (counts, products)
    for (place, known) in alone.enumerated() {
      guard let known else { continue }
      let isContinuation = place > hardware.multipliers
      let used = isContinuation ? place - hardware.multipliers - 1 : place
      let round = example(used: used, isContinuation: isContinuation)
      let tree = neurons.entries[known.entry].tree
      products.begin(round, full, times: known.rounds)
      counts.count(alone: round, neurons.trees[tree], tree, times: known.rounds)
    }
    return counts.statistics(
      dataflow.rawValue, cycles: cycles, products.counts, neurons, collection, topology: topology, wiring: wiring,
      on: hardware)
  }
}

extension VirtualNeuronTable.Entry {
  /// The cycle in which the last sum is written where nothing else is on the bus: the line sends what comes, and
  /// the queue behind it never holds a second packet.
  func lastWrite(streams: Int) -> Int { time(of: streams - 1) + 1 }
}
