import Diagnostics
import ModelRunner

/// Runs a layer of an earlier run again, holds it against what the run counted, and asks what bounds it.
package struct LayerExplanation {
  private let file: RunFile
  private let threads: Int
  private let memoryLimit: Int

  /// - Parameter memoryLimit: bytes that the network's values may take, where it has to be run up to the layer.
  package init(_ file: RunFile, threads: Int, memoryLimit: Int) {
    self.file = file
    self.threads = threads
    self.memoryLimit = memoryLimit
  }

  /// - Parameters:
  ///   - layer: a name or an index.
  ///   - machine: a hardware file, or its name without folder and ending; `nil` for all of the run.
  /// - Returns: one explanation a machine.
  /// - Throws: ``ExplanationError``; `MachineFault`.
  package func documents(
    layer: String, machine: String?, isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws -> [ExplanationDocument] {
    let paths = file.runs.compactMap(\.hardware?.path)
    guard !paths.isEmpty else { throw ExplanationError.noMachine(path: file.path) }
    let runs = file.runs.filter { run in
      guard let path = run.hardware?.path else { return false }
      return machine == nil || path == machine || MachineComparisonTable.stem(path) == machine
    }
    if runs.isEmpty { throw ExplanationError.unknownMachine(machine ?? "", machines: paths, path: file.path) }
    return try runs.map { try document(layer, of: $0, isInterrupted) }
  }

  private func document(
    _ text: String, of run: RunDocument, _ isInterrupted: @escaping @Sendable () -> Bool
  ) throws -> ExplanationDocument {
    let choice = try LayerChoice(text, in: run, path: file.path)
    guard let hardware = run.hardware, var request = run.request else {
      throw ExplanationError.noSettings(path: file.path)
    }
    request.threads = threads
    request.memoryLimit = memoryLimit
    do {
      let experiment = try LayerExperiment(
        request, layer: choice.name, isTimingOnly: run.timingOnly, isInterrupted: isInterrupted)
      guard let experiment else { throw ExplanationError.layerIsGone(choice.layer.name, model: run.model.path) }
      let cost = try experiment.cost()
      try require(cost, is: choice.layer)
      return ExplanationDocument(
        choice.layer, of: run, on: hardware, at: file.path, stack: CycleStack(experiment, of: cost),
        alternatives: LayerAlternative.all(of: experiment))
    } catch let error as ExplanationError {
      throw error
    } catch let fault as any InputFault {
      throw ExplanationError.cannotRunAgain(what: fault.what, place: fault.place, reason: fault.reason)
    } catch let error as ExperimentError {
      throw ExplanationError.cannotRunAgain(
        what: "layer `\(choice.layer.name)`", place: hardware.path, reason: error.reason)
    }
  }

  /// - Throws: ``ExplanationError/changed(layer:count:was:is:path:)`` with the first count that differs.
  private func require(_ cost: AcceleratorCost, is layer: LayerDocument) throws(ExplanationError) {
    let counts = [
      ("cycles", layer.cycles, cost.cycles), ("macs", layer.macs, cost.macs), ("runs", layer.runs, cost.runs),
      ("sram_reads", layer.sramReads, cost.sramReads), ("sram_writes", layer.sramWrites, cost.sramWrites),
      ("multiplications", layer.multiplications ?? cost.multiplications, cost.multiplications),
    ]
    for (name, was, now) in counts where was != now {
      throw .changed(layer: layer.name, count: name, was: String(was), is: String(now), path: file.path)
    }
    let energy = EnergyDocument(cost.energy)
    if let was = layer.energy, was != energy {
      throw .changed(
        layer: layer.name, count: "energy", was: String(was.total), is: String(energy.total), path: file.path)
    }
  }
}
