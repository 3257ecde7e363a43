import Reports

extension ConformanceCase {
  /// What is read of the case.
  package var files: [NamedFile] {
    let folder = model.lastIndex(of: "/").map { model[...$0] } ?? ""
    let values = dataSets.flatMap { set in
      switch set {
      case .files(let inputs, let outputs): (inputs + outputs).compactMap(\.self)
      case .counting(let output): [output]
      }
    }
    return NamedFile.model(model)
      + (values + [folder + "data.json"]).map { NamedFile($0, named: "a file of the case") }
  }
}
