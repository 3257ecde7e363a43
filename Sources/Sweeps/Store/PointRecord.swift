import ModelRunner

/// What is kept of a point that was run: a row of the database and of the table.
package struct PointRecord: Sendable {
  package enum Outcome: Sendable {
    case done(PointTotals)
    case failed(reason: String)
  }

  /// The point's name.
  package var point: String
  /// What the results depend on.
  package var content: String
  package var outcome: Outcome
  /// Seconds that the point took; 0 where its results were known from an equal one.
  package var wallSeconds: Double

  package var totals: PointTotals? { if case .done(let totals) = outcome { totals } else { nil } }
  package var reason: String? { if case .failed(let reason) = outcome { reason } else { nil } }
}

/// What a point cost: the totals of its run.
package struct PointTotals: Hashable, Sendable {
  package var cycles: Int
  package var macs: Int
  package var utilization: Double
  package var acceleratorLayers: Int
  package var processorNodes: Int
  package var sramReads: Int
  package var sramWrites: Int
  package var staticEnergy: Double
  package var dynamicEnergy: Double
  package var area: Double
  /// Share of samples whose label has the largest score; `nil` where it was not asked for.
  package var accuracy: Double?
  /// Share of samples whose label has one of the five largest scores.
  package var top5: Double?

  package var energy: Double { staticEnergy + dynamicEnergy }

  init(_ totals: RunTotals, accuracy: Accuracy?) {
    cycles = totals.cycles
    macs = totals.macs
    utilization = totals.utilization
    acceleratorLayers = totals.acceleratorLayers
    processorNodes = totals.processorNodes
    sramReads = totals.sramReads
    sramWrites = totals.sramWrites
    staticEnergy = totals.staticEnergy
    dynamicEnergy = totals.dynamicEnergy
    area = totals.area
    self.accuracy = accuracy?.top1Share
    top5 = accuracy?.top5Share
  }
}
