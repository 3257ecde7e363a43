import Workload

/// Who chooses a tile where none is given: the values of `--mapper`.
package enum MapperName: String, Hashable, Sendable, CaseIterable {
  /// What STONNE does by itself: mRNA for convolutions, its own mapper for the rest.
  case stonne
  case mrna

  package var generator: TileGenerator {
    switch self {
    case .stonne: .auto
    case .mrna: .mrna
    }
  }
}
