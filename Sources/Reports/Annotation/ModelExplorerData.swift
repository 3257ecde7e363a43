/// Node data for Google's Model Explorer, which colours a graph by it (AI Edge Model Explorer, "Custom node data").
///
/// An object by graph, of `results` by node: a node is known by its name, or by the name of an output. The colours run
/// from the least value to the largest.
package struct ModelExplorerData {
  /// What nodes are coloured by.
  package enum Quantity: String, CaseIterable, Sendable {
    case cycles, energy, utilization
  }

  private struct Graph: Encodable {
    struct Result: Encodable {
      var value: Double
    }

    struct Stop: Encodable {
      var stop: Double
      var bgColor: String
      var textColor: String
    }

    var results: [String: Result]
    var gradient: [Stop]
  }

  private let run: RunDocument
  private let quantity: Quantity

  package init(_ run: RunDocument, quantity: Quantity) {
    self.run = run
    self.quantity = quantity
  }

  /// The file. Of nodes with one name the largest value counts.
  package var text: String {
    get throws {
      var results: [String: Graph.Result] = [:]
      for layer in run.layers where layer.device == "accelerator" {
        let value = value(of: layer)
        results[layer.name] = .init(value: max(value, results[layer.name]?.value ?? value))
      }
      let graph = Graph(
        results: results,
        gradient: [
          .init(stop: 0, bgColor: "#f7fbff", textColor: "#000000"),
          .init(stop: 0.5, bgColor: "#6baed6", textColor: "#000000"),
          .init(stop: 1, bgColor: "#08306b", textColor: "#ffffff"),
        ])
      // Without the name of a graph the data is for the one that is shown.
      return try run.model.name.isEmpty ? JSONText.encode(graph) : JSONText.encode([run.model.name: graph])
    }
  }

  private func value(of layer: LayerDocument) -> Double {
    switch quantity {
    case .cycles: Double(layer.cycles)
    case .energy: layer.energy?.total ?? 0
    case .utilization: layer.utilization
    }
  }
}
