import StonneFlags
import Workload

extension StonneRun {
  /// What STONNE prints before the simulation, line by line.
  package var announcement: [String] {
    let hardware = settings.hardware
    var lines: [String] = []
    if case .convolution(let shape) = layer {
      lines.append("Output Size: (X'=\(shape.outputX), Y'=\(shape.outputY))")
    }
    if hardware.multiplierNetwork == .outputStationaryMesh {
      lines.append("ms_cols+ms_rows=\(hardware.columns + hardware.rows)")
    }
    switch layer {
    case .convolution: break
    case .denseGEMM: lines.append("Loading a GEMM into STONNE")
    case .sparseGEMM: lines += ["Loading a GEMM into STONNE", "Loading metadata"]
    case .sparseDense:
      lines += [
        "Loading a Sparse multiplied by dense GEMM into STONNE", "Loading metadata",
        "Loading SparseDense tile: <\(settings.tile.clusterText)>",
      ]
    }
    lines += generation
    if let tile { lines += loading(tile) }
    if case .sparseGEMM(_, let options) = layer {
      lines.append("Running \(options.dataflow.rawValue) Dataflow")
    }
    return lines
  }

  /// What a user should know about a generated tile, beyond STONNE's words; `nil` where it is the mapper's own.
  package var note: String? {
    guard let choice, choice.isFallback else { return nil }
    return "the mapper's own tile cannot run on this machine; <\(choice.tile.text(for: layer))> stands in for it"
  }

  private func loading(_ tile: Tile) -> [String] {
    switch layer {
    case .convolution: ["Loading Tile: <\(tile.convolutionText)>"]
    case .denseGEMM: ["Loading a GEMM tile", "Loading Tile: <\(tile.convolutionText)>"]
    case .sparseDense: choice == nil ? [] : ["Loading SparseDense tile: <\(tile.clusterText)>"]
    case .sparseGEMM: []
    }
  }

  private var generation: [String] {
    guard let choice, let target = settings.target else { return [] }
    let generator =
      switch settings.generator {
      case .auto: "Auto"
      case .mrna: "mRNA"
      case .stonneMapper: "StonneMapper"
      }
    let kind =
      switch layer {
      case .convolution: "CONV"
      case .denseGEMM, .sparseGEMM: "DenseGemm/FC"
      case .sparseDense: "SparseDense"
      }
    var lines = [
      "Generating a tile automatically...", "Using generator <\(generator)> and target <\(target.rawValue)>",
    ]
    switch choice.method {
    case .mrna: lines.append("Using mRNA as Tile Generator for \(kind) layer")
    case .stonneMapper: lines.append("Using StonneMapper as Tile Generator for \(kind) layer")
    case .mesh, .optimal: break
    }
    return lines + ["Generated tile: <\(choice.tile.text(for: layer))>"]
  }
}
