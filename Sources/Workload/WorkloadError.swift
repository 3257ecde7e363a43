import Diagnostics

/// A tile that does not go with its layer.
package enum WorkloadError: InputFault, Equatable {
  /// - place: the tile's file.
  /// - layer: the operation of the layer.
  case tileForAnotherOperation(kind: TileFile.Kind, layer: String, accepted: String, place: String)
  /// A SparseDense layer computes one row of outputs at a time.
  case neuronsOfSparseTile(Int, place: String)

  package var what: String {
    switch self {
    case .tileForAnotherOperation(let kind, _, _, _): "tile of type \(kind.rawValue)"
    case .neuronsOfSparseTile(let neurons, _): "value `T_K = \(neurons)`"
    }
  }

  package var place: String {
    switch self {
    case .tileForAnotherOperation(_, _, _, let place), .neuronsOfSparseTile(_, let place): place
    }
  }

  package var reason: String {
    switch self {
    case .tileForAnotherOperation(_, let layer, let accepted, _):
      "the layer is a \(layer), which takes \(accepted)"
    case .neuronsOfSparseTile:
      "a SparseDense layer works on one output neuron at a time: T_K has to be 1, "
        + "T_S is the size of a cluster and T_N the number of clusters"
    }
  }
}
