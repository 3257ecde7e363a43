import Tensors

/// The parts of a ``Tolerance`` that a user set; the rest follows the output's type.
package struct ToleranceOverride: Sendable, Equatable {
  package var absolute: Double?
  package var relative: Double?

  package init(absolute: Double? = nil, relative: Double? = nil) {
    self.absolute = absolute
    self.relative = relative
  }

  /// What outputs of this type are compared with: the given numbers, else the defaults of the type.
  package func tolerance(for type: DataType) -> Tolerance {
    let standard = Tolerance.standard(for: type)
    return Tolerance(
      absolute: absolute ?? standard.absolute, relative: relative ?? standard.relative)
  }
}
