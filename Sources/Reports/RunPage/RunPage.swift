/// `report.html`: a run of a network for people to look at, made of `run.json` alone.
package struct RunPage {
  private let runs: [RunDocument]
  private let comparison: MachineComparison?

  /// - Parameters:
  ///   - runs: one a machine, or one of the reference executor.
  ///   - comparison: of several machines.
  package init(_ runs: [RunDocument], comparison: MachineComparison?) {
    self.runs = runs
    self.comparison = comparison
  }

  /// The page of what a `run.json` holds.
  package init(_ file: RunFile) { self.init(file.runs, comparison: MachineComparison(file.runs)) }

  /// The file.
  package var text: String {
    guard let first = runs.first else { return HTMLPage(title: "No run", content: "").text }
    return HTMLPage(title: title(of: first), content: introduction(of: first) + sections).text
  }

  private func title(of run: RunDocument) -> String {
    let model = run.model.title
    guard let hardware = run.hardware else { return "\(model) on the CPU reference executor" }
    if runs.count > 1 { return "\(model) on \(runs.count) machines" }
    return "\(model) on \(MachineComparisonTable.stem(hardware.path))"
  }

  private func introduction(of run: RunDocument) -> String {
    let model = run.model
    let inputs = model.inputs.map {
      "\($0.name) \($0.shape.map(String.init).joined(separator: "x")) \($0.type)"
    }
    var parts = [
      "<code>\(HTMLText.escaped(model.path))</code>, \(NumberText.grouped(model.nodes)) nodes",
      HTMLText.escaped("input " + inputs.joined(separator: ", ")),
    ]
    if let pruning = run.pruning {
      parts.append(
        HTMLText.escaped("pruned by \(pruning.method) to \(NumberText.general(pruning.sparsity * 100)) % zeros"))
    }
    if run.hardware != nil { parts.append(HTMLText.escaped("\(run.engine) engine, mapper \(run.mapper)")) }
    if run.timingOnly { parts.append("timing only: no values were computed") }
    var text = "<p class=\"soft\">\(parts.joined(separator: " · "))</p>\n"
    if runs.contains(where: \.partial) {
      text += "<p class=\"failed\">The run was interrupted: layers are missing.</p>\n"
    }
    return text
  }

  private var sections: String {
    let sections = runs.enumerated().map { place, run in
      (name: "m\(place)", title: run.hardware.map { MachineComparisonTable.stem($0.path) } ?? "CPU", run: run)
    }
    guard sections.count > 1 else {
      return sections.map { MachineSection($0.run, name: $0.name).html }.joined()
    }
    var panels = sections.map { section in
      let heading = "<h2>\(HTMLText.escaped(section.title))</h2>\n"
      return (section.name, section.title, heading + MachineSection(section.run, name: section.name).html)
    }
    if let comparison { panels.insert(("all", "Comparison", ComparisonSection(comparison, runs).html), at: 0) }
    return PageParts.tabs(panels)
  }
}

extension ModelDocument {
  /// What people call the model: its file without extension, or the folder where the file is just `model.onnx`. Graphs
  /// are seldom named; exporters write `main_graph`.
  var title: String {
    let parts = path.split(separator: "/")
    let stem = MachineComparisonTable.stem(path)
    return stem == "model" ? parts.dropLast().last.map(String.init) ?? stem : stem
  }
}
