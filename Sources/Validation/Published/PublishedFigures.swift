/// The cycles that others report for one run; what nobody reported is nil.
package struct PublishedFigures: Hashable, Sendable {
  /// Of the accelerator's RTL: the hardware itself.
  package var hardware: Int?
  /// As the paper, talk or document prints it.
  package var paper: Int?
  /// Of STONNE as it stands today, recorded from a run of its program; nil where it does not run the case or
  /// where the published text does not say enough to ask it.
  package var stonne: Int?

  package init(hardware: Int? = nil, paper: Int? = nil, stonne: Int? = nil) {
    self.hardware = hardware
    self.paper = paper
    self.stonne = stonne
  }
}
