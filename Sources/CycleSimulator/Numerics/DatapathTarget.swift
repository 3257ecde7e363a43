import CDatapath

/// Instruction sets for which the datapath's kernels are compiled; all of them give the same bits.
package enum DatapathTarget: CaseIterable {
  case baseline, x86v3, x86v4

  /// The best one that this processor has, or a lesser one that the environment variable `STONNE_KERNELS` (`v4`, `v3`,
  /// `base`) asks for.
  package static let best: DatapathTarget = {
    let best = cdatapath_best_target()
    return allCases.first { $0.code == best } ?? .baseline
  }()

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
