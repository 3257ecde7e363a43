import CKernels

/// The instruction sets that the float32 kernels are compiled for.
///
/// The best one that the CPU has is used; the environment variable `STONNE_KERNELS` (`v4`, `v3`, `base`)
/// asks for another.
package enum KernelVariant: String, Sendable, CaseIterable {
  /// x86-64-v4: AVX-512.
  case v4
  /// x86-64-v3: AVX2 and FMA.
  case v3
  /// What every CPU has.
  case base

  /// The one in use.
  package static var current: KernelVariant { KernelVariant(rawValue: String(cString: ck_variant())) ?? .base }

  /// Uses this variant from now on.
  /// - Returns: whether the machine has it.
  package func select() -> Bool { ck_select_variant(rawValue) }

  /// Those that this machine has, best first. The one in use stays.
  package static let available: [KernelVariant] = {
    let inUse = current
    defer { _ = inUse.select() }
    return allCases.filter { $0.select() }
  }()
}
