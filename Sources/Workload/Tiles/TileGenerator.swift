/// Who generates a tile (STONNE, `generator`).
package enum TileGenerator: String, Hashable, Sendable, CaseIterable {
  /// mRNA for convolutions, the STONNE mapper for everything else.
  case auto
  /// mRNA (Zhao et al., ISPASS 2019).
  case mrna
  case stonneMapper = "stonnemapper"

  /// The names that STONNE takes, in any case: `auto` or `0`, ...
  package init?(stonneText text: String) {
    switch text.lowercased() {
    case "auto", "0": self = .auto
    case "mrna", "1": self = .mrna
    case "stonnemapper", "2": self = .stonneMapper
    default: return nil
    }
  }
}
