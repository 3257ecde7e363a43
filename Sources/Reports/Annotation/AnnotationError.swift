import Diagnostics

/// Why an annotated model cannot stand where it is asked for.
package enum AnnotationError: InputFault, Equatable {
  /// The model's weights are in other files of its folder.
  case leavesItsData(path: String, folder: String)
  case tooLarge(path: String)

  package var what: String { "annotated model" }

  package var place: String {
    switch self {
    case .leavesItsData(let path, _), .tooLarge(let path): path
    }
  }

  package var reason: String {
    switch self {
    case .leavesItsData: "the model's weights are in other files, which it names relative to its own folder"
    case .tooLarge: "with metadata it is larger than the 2 GiB that protobuf reads"
    }
  }

  package var hint: String? {
    switch self {
    case .leavesItsData(_, let folder): "name a file in \(folder)"
    case .tooLarge: "keep the model's weights in a file of their own (external data)"
    }
  }
}
