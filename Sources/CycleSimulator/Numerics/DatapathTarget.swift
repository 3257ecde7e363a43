import CDatapath

/// Instruction sets for which the datapath's kernels are compiled; all of them give the same bits.
package enum DatapathTarget: CaseIterable {
  case baseline, x86v3, x86v4

  /// The best one that this processor has.
  package static var best: DatapathTarget { allCases.last(where: \.isSupported) ?? .baseline }

  package var isSupported: Bool { cdatapath_supports(code) }

  /// As the kernels know it.
  var code: cdatapath_target {
    switch self {
    case .baseline: CDATAPATH_BASELINE
    case .x86v3: CDATAPATH_X86_64_V3
    case .x86v4: CDATAPATH_X86_64_V4
    }
  }
}
