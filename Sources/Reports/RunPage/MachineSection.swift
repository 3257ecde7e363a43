/// What a network cost on one machine: a part of `report.html`.
struct MachineSection {
  private let run: RunDocument
  /// Begins the identifiers of this section, so that they are unique on the page.
  private let name: String

  init(_ run: RunDocument, name: String) {
    self.run = run
    self.name = name
  }

  var html: String {
    guard let hardware = run.hardware else {
      return RunFacts(run).html + ProcessorSection(run, name: name).timesHTML
    }
    var text = RunFacts(run).html
    let layers = run.acceleratorLayers
    if layers.isEmpty {
      text += "<p>\(HTMLText.escaped(ProcessorNodes.nothingAccelerated)).</p>\n"
    } else {
      text += "<section>\n<h3>Where the cycles went</h3>\n" + SkylineFigure(layers).html
      text += "<div class=\"columns\">\n" + PhaseFigure(layers).html + EnergyFigure(run, layers).html + "</div>\n"
      text += "</section>\n<section>\n<h3>Layer by layer</h3>\n" + LayerBars(layers, name: "\(name)-bars").html
      text += "</section>\n<section>\n<h3>Roofline</h3>\n" + RooflineFigure(layers, on: hardware).html
      text += "</section>\n<section>\n<h3>All numbers</h3>\n" + LayerNumbers(run, name: "\(name)-layers").html
      text += "</section>\n"
    }
    return text + "<section>\n" + ProcessorSection(run, name: name).html + "</section>\n<section>\n"
      + HardwareSection(hardware, run).html + "</section>\n"
  }
}

extension RunDocument {
  /// The layers that ran on the machine.
  var acceleratorLayers: [LayerDocument] { layers.filter { $0.device == "accelerator" } }

  /// The unit of energy: the table's, where it declares one.
  var energyUnit: String { hardware?.energyUnit ?? "energy units" }
}
