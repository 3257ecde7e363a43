/// Who chooses a tile where none is given: the values of `--mapper`.
package enum MapperName: String, Hashable, Sendable, CaseIterable {
  /// What STONNE does by itself: mRNA for convolutions, its own mapper for the rest.
  case stonne
  /// mRNA where it knows the operation, else as ``stonne``.
  case mrna
  /// The best tile that the simulator finds.
  case optimal
}
