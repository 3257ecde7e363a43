import ModelRunner

/// A study of accuracy against sparsity as scripts read it: the rows of `accuracy.csv`.
package struct AccuracyStudyDocument: Codable, Sendable {
  /// One pruning of the network, on one machine.
  package struct Row: Codable, Sendable {
    /// The ratio that was asked for, 0 to 1.
    package var sparsity: Double
    /// The pruning method.
    package var method: String
    /// Hardware file; `null` where nothing was simulated.
    @Nullable package var hardware: String?
    /// Share of zeros in all weights of Conv, Gemm and MatMul nodes.
    package var actualSparsity: Double
    /// Share of samples whose label has the largest score; `null` without labels.
    @Nullable package var accuracy: Double?
    /// Share of samples whose label is among the five largest scores.
    @Nullable package var top5: Double?
    /// Samples whose label has the largest score.
    @Nullable package var correct: Int?
    package var samples: Int
    /// Share of decisions (arg-max of the first output) that are the dense network's.
    package var agreement: Double
    /// Cosine between all outputs and the dense network's.
    package var cosine: Double
    /// Largest difference of an output from the dense network's; `null` where it is not finite.
    @Nullable package var maxAbsError: Double?
    /// Of one inference.
    @Nullable package var cycles: Int?
    /// Of one inference, in the energy table's unit.
    @Nullable package var energy: Double?
    @Nullable package var energyStatic: Double?
    @Nullable package var energyDynamic: Double?
    @Nullable package var utilization: Double?
    @Nullable package var macs: Int?

    enum CodingKeys: String, CodingKey {
      case sparsity, method, hardware, accuracy, top5, correct, samples, agreement, cosine, cycles, energy
      case utilization, macs
      case actualSparsity = "actual_sparsity"
      case maxAbsError = "max_abs_error"
      case energyStatic = "energy_static"
      case energyDynamic = "energy_dynamic"
    }
  }

  package var schema: Int
  package var partial: Bool
  package var model: String
  /// Samples of the inference whose cycles are given.
  package var timedSamples: Int
  package var rows: [Row]

  enum CodingKeys: String, CodingKey {
    case schema, partial, model, rows
    case timedSamples = "timed_samples"
  }
}

extension AccuracyStudyDocument {
  package init(_ result: AccuracyResult) {
    schema = 1
    partial = result.isPartial
    model = result.model
    timedSamples = result.timedSamples
    rows = result.points.flatMap { point in
      result.machines.isEmpty
        ? [Row(point, samples: result.samples)]
        : zip(result.machines, point.costs).map { machine, cost in
          Row(point, samples: result.samples, on: machine.path, cost)
        }
    }
  }

  /// Hardware files in the order of the run; empty where nothing was simulated.
  var machines: [String] {
    var seen: Set<String> = []
    return rows.compactMap(\.hardware).filter { seen.insert($0).inserted }
  }
}

extension AccuracyStudyDocument.Row {
  init(_ point: AccuracyResult.Point, samples: Int, on hardware: String? = nil, _ cost: RunTotals? = nil) {
    sparsity = point.sparsity
    method = point.method
    self.hardware = hardware
    actualSparsity = point.actualSparsity
    accuracy = point.accuracy?.top1Share
    top5 = point.accuracy?.top5Share
    correct = point.accuracy?.top1
    self.samples = samples
    agreement = point.agreement.share
    cosine = point.agreement.cosine
    maxAbsError = point.agreement.largestError.isFinite ? point.agreement.largestError : nil
    cycles = cost?.cycles
    energy = cost?.energy
    energyStatic = cost?.staticEnergy
    energyDynamic = cost?.dynamicEnergy
    utilization = cost?.utilization
    macs = cost?.macs
  }
}
