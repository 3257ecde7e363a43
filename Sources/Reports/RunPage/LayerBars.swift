/// A row a layer with bars: cycles and how many of them all multipliers would have needed, phases, energy by component,
/// zeros.
struct LayerBars {
  private let layers: [LayerDocument]
  private let name: String

  /// - Parameter name: the table's identifier, unique on the page.
  init(_ layers: [LayerDocument], name: String) {
    self.layers = layers
    self.name = name
  }

  var html: String {
    var table = HTMLTable(
      name: name, caption: "Cycles, phases, energy and zeros of each layer",
      columns: [
        .init("Layer", of: "layers.name", .text), .init("Cycles", of: "layers.cycles"),
        .init("Share %", "Share of the cycles of all layers", .number),
        .init("Busy part", "Cycles; dark: as many as the products take on a fully used array", .bar),
        .init("Util. %", of: "layers.utilization"), .init("Phases", "Where the layer's cycles went", .bar),
        .init("Energy", of: "layers.energy.total"),
        .init("Components", "Energy of each component of the machine", .bar),
        .init("Zeros", "Share of zeros: weights above, activations below", .bar),
      ])
    let total = layers.reduce(0.0) { $0 + Double($1.cycles) }
    let longest = layers.map { Double($0.cycles) }.max() ?? 0
    let largest = layers.compactMap(\.energy?.total).max() ?? 0
    for layer in layers {
      let share = total > 0 ? Double(layer.cycles) / total * 100 : 0
      table.append([
        HTMLText.escaped(layer.name), NumberText.grouped(layer.cycles), NumberText.fixed(share, decimals: 1),
        Self.cycles(layer, upTo: longest), NumberText.fixed(layer.utilization * 100, decimals: 1),
        Self.phases(layer), NumberText.fixed(layer.energy?.total ?? 0, decimals: 0),
        Self.energy(layer, upTo: largest), Self.zeros(layer),
      ])
    }
    return PageParts.figure(
      caption: """
        Bars of cycles and energy are to scale among the layers; phases fill the bar. In the bar of cycles the dark part \
        is what the products would take on a fully used array.
        """,
      PhaseFigure.legend + EnergyFigure.legend + table.html)
  }

  private static func cycles(_ layer: LayerDocument, upTo end: Double) -> String {
    let cycles = Double(layer.cycles)
    let busy = min(1, max(0, layer.utilization)) * cycles
    let text =
      "\(NumberText.grouped(layer.cycles)) cycles, "
      + "\(NumberText.fixed(layer.utilization * 100, decimals: 1)) % busy"
    return SharesBar(
      parts: [
        .init(key: "busy", value: busy, tooltip: text), .init(key: "idle", value: cycles - busy, tooltip: text),
      ], end: end, title: text
    ).svg
  }

  private static func phases(_ layer: LayerDocument) -> String {
    let parts = (layer.phases?.parts ?? []).map { key, cycles in
      let title = PhaseFigure.title(of: key)
      return SharesBar.Part(
        key: key, value: Double(cycles), tooltip: "\(title): \(NumberText.grouped(cycles)) cycles")
    }
    let shown = parts.filter { $0.value > 0 }.map(\.tooltip).joined(separator: ", ")
    return SharesBar(parts: parts, end: Double(layer.cycles), title: shown).svg
  }

  private static func energy(_ layer: LayerDocument, upTo end: Double) -> String {
    let parts = zip(EnergyFigure.titles, layer.energyComponents?.parts ?? []).map { component, part in
      SharesBar.Part(
        key: component.key, value: part.energy.total,
        tooltip: "\(component.title): \(NumberText.fixed(part.energy.total, decimals: 0))")
    }
    return SharesBar(parts: parts, end: end, title: parts.map(\.tooltip).joined(separator: ", ")).svg
  }

  private static func zeros(_ layer: LayerDocument) -> String {
    guard let sparsity = layer.sparsity else { return "" }
    func percent(_ share: Double) -> String { NumberText.fixed(share * 100, decimals: 1) }
    let weights = sparsity.weights.map { "weights \(percent($0)) %" }
    let text = [weights, "activations \(percent(sparsity.activations)) %"].compactMap { $0 }
      .joined(separator: ", ")
    return SharesBar(
      rows: [sparsity.weights ?? 0, sparsity.activations].map { [.init(key: "busy", value: $0, tooltip: text)] },
      end: 1, title: text
    ).svg
  }
}
