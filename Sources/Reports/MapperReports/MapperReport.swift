import Hardware
import Mapping
import Workload

/// The report that STONNE's mappers write about a layer: what they looked at, and what they chose.
package struct MapperReport: Sendable {
  /// `StonneMapper_output_FC_num_ms64_dn_bw4_rn_bw4_M8_N8_K8.txt`.
  package let fileName: String
  package let text: String

  /// - Parameters:
  ///   - hardware: a machine that `HardwareLegality` passes.
  ///   - sparsity: share of zeros in a SparseDense layer's left operand.
  /// - Returns: `nil` where neither mapper had a say: a mesh has a rule of its own, a SparseGEMM no tile.
  package init?(
    on layer: Layer, by method: TileChoice.Method, target: TileTarget, on hardware: HardwareConfiguration,
    sparsity: Float = 0
  ) {
    let machine =
      "num_ms\(hardware.multipliers)_dn_bw\(hardware.distributionBandwidth)_rn_bw\(hardware.collectionBandwidth)"
    switch (method, layer) {
    case (.mrna, .convolution(let shape)):
      fileName = "mRNA_output_CONV_\(machine)_\(shape.reportName).txt"
      text = MrnaReport(shape, target: target, on: hardware).text
    case (.mrna, .denseGEMM(let shape)):
      fileName = "mRNA_output_FC_\(machine)_\(shape.reportName).txt"
      text = MrnaReport(shape, on: hardware).text
    case (.stonneMapper, .denseGEMM(let shape)):
      fileName = "StonneMapper_output_FC_\(machine)_\(shape.reportName).txt"
      text = StonneMapperReport(shape, on: hardware).text
    case (.stonneMapper, .sparseDense(let shape)):
      fileName = "StonneMapper_output_SparseDense_\(machine)_\(shape.reportName).txt"
      text = StonneMapperReport(sparse: shape, sparsity: sparsity, on: hardware).text
    default: return nil
    }
  }
}

extension MatrixShape {
  fileprivate var reportName: String { "M\(m)_N\(n)_K\(k)" }
}

extension ConvolutionShape {
  /// C and K of a group, as everywhere in mRNA.
  fileprivate var reportName: String {
    "R\(r)_S\(s)_C\(channelsPerGroup)_K\(filtersPerGroup)_G\(g)_N\(n)_X\(x)_Y\(y)_X_\(outputX)_Y_\(outputY)"
      + "_stride\(stride)"
  }
}
