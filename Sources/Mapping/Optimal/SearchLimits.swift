/// How long a search for the best tile of a layer may go on.
package struct SearchLimits: Hashable, Sendable {
  /// Tiles that are simulated at most.
  package var candidates = 512
  /// Tiles that are looked at at most: more than any layer has on arrays of up to 4,096 multipliers.
  package var tiles = 50_000_000
  /// Wall time; `nil` for as long as it takes. With it, what is found may differ from run to run.
  package var seconds: Double?

  package init(candidates: Int = 512, seconds: Double? = nil) {
    self.candidates = candidates
    self.seconds = seconds
  }
}
