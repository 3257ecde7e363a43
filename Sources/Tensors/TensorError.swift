import Diagnostics

/// A shape or a payload that no tensor can have.
package enum TensorError: InputFault, Equatable {
  case rank(Int)
  case emptyTooLarge([Int])
  case negativeExtent([Int])
  case tooManyElements([Int])
  case payloadSize(expected: Int, found: Int, shape: Shape, type: DataType)

  package var what: String {
    switch self {
    case .rank(let rank): "shape of \(rank) dimensions"
    case .emptyTooLarge(let extents), .negativeExtent(let extents), .tooManyElements(let extents):
      "shape \(extents)"
    case .payloadSize(_, _, let shape, let type): "payload of a \(type.name) tensor \(shape)"
    }
  }

  package var place: String { "tensor" }

  package var reason: String {
    switch self {
    case .rank: "a tensor has \(Shape.largestRank) at most"
    case .emptyTooLarge: "it is empty, and its other extents multiply to more than 2^27"
    case .negativeExtent: "extents must be 0 or more"
    case .tooManyElements: "more than 2^48 elements"
    case .payloadSize(let expected, let found, _, _): "\(found) bytes where \(expected) are needed"
    }
  }
}
