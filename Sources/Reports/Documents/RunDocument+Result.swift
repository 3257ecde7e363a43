import ModelRunner

extension RunDocument {
  /// - Parameter withTimings: whether keys that depend on the clock are written.
  package init(_ result: RunResult, withTimings: Bool) {
    let totals = result.totals
    schema = 1
    tool = "stonne"
    partial = result.isPartial
    timingOnly = result.isTimingOnly
    model = ModelDocument(result.model)
    engine = result.engine.rawValue
    mapper = result.mapper
    seed = result.seed
    self.totals = TotalsDocument(totals, wallSeconds: withTimings ? result.wallSeconds : nil)
    let configuration = result.machine?.configuration
    layers = result.layers.map { LayerDocument($0, on: configuration, withTimings: withTimings) }
    hardware = result.machine.map(HardwareDocument.init)
    pruning = result.pruning.map { PruningDocument(method: $0.method, sparsity: $0.sparsity) }
    check = result.check.map(CheckDocument.init)
    expect = result.expectation.map(CheckDocument.init)
    accuracy = result.accuracy.map {
      AccuracyDocument(samples: $0.samples, top1: $0.top1Share, top5: $0.top5Share)
    }
  }
}

extension TotalsDocument {
  init(_ totals: RunTotals, wallSeconds: Double?) {
    cycles = totals.cycles
    macs = totals.macs
    utilization = totals.utilization
    acceleratorLayers = totals.acceleratorLayers
    cpuNodes = totals.processorNodes
    sramReads = totals.sramReads
    sramWrites = totals.sramWrites
    energy = EnergyDocument(staticEnergy: totals.staticEnergy, dynamicEnergy: totals.dynamicEnergy)
    area = totals.area
    self.wallSeconds = wallSeconds
    cyclesPerSecond = wallSeconds.flatMap { _ in totals.cyclesPerSecond }
    slowdownVersusNative = wallSeconds.flatMap { _ in totals.slowdown }
  }
}

extension ModelDocument {
  init(_ summary: ModelSummary) {
    path = summary.path
    name = summary.name
    irVersion = summary.irVersion
    opset = summary.opsets
    nodes = summary.nodes
    inputs = summary.inputs.map { Value(name: $0.name, type: $0.type, shape: $0.shape) }
    outputs = summary.outputs.map { Value(name: $0.name, type: $0.type, shape: $0.shape) }
  }
}
