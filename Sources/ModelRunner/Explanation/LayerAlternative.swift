import CycleSimulator
import Diagnostics
import Hardware

/// A layer on a machine with more of something, or with the best tile.
package struct LayerAlternative: Sendable {
  /// What is changed: `dn_bw x 2`.
  package let change: String
  /// Multipliers of the machine then.
  package let multipliers: Int
  /// What the layer costs then, or why it cannot be run so.
  package let outcome: Result<AcceleratorCost, ExperimentError>

  /// Each change by itself; tiles are chosen anew, by the run's tile files and mapper.
  package static func all(of experiment: LayerExperiment) -> [LayerAlternative] {
    let hardware = experiment.hardware
    var changes: [(String, HardwareConfiguration)] = [
      ("dn_bw x 2", hardware.with { $0.distributionBandwidth *= 2 }),
      ("rn_bw x 2", hardware.with { $0.collectionBandwidth *= 2 }),
    ]
    if hardware.multiplierNetwork == .linear {
      changes.append(("ms_size x 2", hardware.with { $0.multipliers *= 2 }))
    } else {
      changes += [hardware.mesh(rows: 2, columns: 1), hardware.mesh(rows: 1, columns: 2)]
      changes.append(hardware.mesh(rows: 2, columns: 2))
    }
    var alternatives = changes.map { change, machine in
      LayerAlternative(change, on: machine) { try experiment.cost(on: machine) }
    }
    if experiment.hardware.controller != .sigmaSparseGEMM {
      alternatives.append(
        LayerAlternative("optimal tile", on: experiment.hardware) {
          try experiment.cost(on: experiment.hardware, mapper: .optimal)
        })
    }
    return alternatives
  }

  private init(
    _ change: String, on machine: HardwareConfiguration, _ cost: () throws -> AcceleratorCost
  ) {
    self.change = change
    multipliers = machine.processingElements
    do {
      outcome = .success(try cost())
    } catch let error as ExperimentError {
      outcome = .failure(error)
    } catch let fault as any InputFault {
      outcome = .failure(ExperimentError(reason: fault.reason))
    } catch {
      outcome = .failure(ExperimentError(reason: "\(error)"))
    }
  }
}

extension HardwareConfiguration {
  fileprivate func with(_ change: (inout HardwareConfiguration) -> Void) -> HardwareConfiguration {
    var copy = self
    change(&copy)
    return copy
  }

  /// A larger mesh, its bus grown with it. A row or column keeps its share of `dn_bw`, since rows and columns share
  /// the trees of the distribution network.
  fileprivate func mesh(rows rowFactor: Int, columns columnFactor: Int) -> (String, HardwareConfiguration) {
    let larger = with {
      $0.rows *= rowFactor
      $0.columns *= columnFactor
      $0.multipliers *= rowFactor * columnFactor
      let (ports, bandwidth) = (rows + columns, distributionBandwidth)
      $0.distributionBandwidth = max(($0.rows + $0.columns) * bandwidth / ports, 1)
    }
    return ("\(larger.rows) x \(larger.columns) mesh, dn_bw \(larger.distributionBandwidth)", larger)
  }
}
