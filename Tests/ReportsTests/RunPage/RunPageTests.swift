import Foundation
import ModelRunner
import Reports
import TestSupport
import Testing

@Suite("report.html")
struct RunPageTests {
  private static let machines = [
    "maeri_128mses_64_bw", "sigma_128mses_64_bw", "magma_128mses_128_bw", "tpu_16_16_pes",
  ]

  private func runs(on machines: [String], withTimings: Bool = false) throws -> [RunDocument] {
    var request = RunRequest(modelPath: repositoryRoot.path + "/models/lenet5.onnx")
    request.machines = machines.map { "\(repositoryRoot.path)/simulation_files/\($0).cfg" }
    return try request.prepare().run().map { RunDocument($0, withTimings: withTimings) }
  }

  /// The values of an attribute of all elements that have it, in their order.
  private func values(of attribute: String, in html: String) -> [String] {
    html.components(separatedBy: " \(attribute)=\"").dropFirst().map {
      String($0.prefix { $0 != "\"" })
    }
  }

  /// `data-value` of all parts of a bar chart with this style.
  private func sum(of style: String, in html: String) -> Double {
    html.components(separatedBy: "<rect class=\"c \(style)").dropFirst().reduce(0) { sum, rest in
      let element = rest.prefix { $0 != ">" }
      guard element.first == "\"" || element.hasPrefix(" pale\"") else { return sum }
      return sum + (values(of: "data-value", in: String(element)).first.flatMap(Double.init) ?? 0)
    }
  }

  @Test("its charts and totals are what run.json adds up to", arguments: machines)
  func totals(machine: String) throws {
    let run = try #require(try runs(on: [machine]).first)
    let read = try JSONText.decode(RunDocument.self, from: Array(try JSONText.encode(run).utf8))
    let html = RunPage([read], comparison: nil).text
    let layers = read.layers.filter { $0.device == "accelerator" }
    let cycles = values(of: "data-cycles", in: html).compactMap { Int($0) }
    #expect(cycles == layers.map(\.cycles))
    #expect(cycles.reduce(0, +) == read.totals.cycles)
    var phases = 0.0
    for place in 0..<6 {
      let key = try #require(layers[0].phases?.parts[place].key)
      let drawn = sum(of: key, in: html)
      #expect(drawn == layers.reduce(0) { $0 + Double($1.phases?.parts[place].cycles ?? 0) }, "\(key)")
      phases += drawn
    }
    #expect(phases == Double(read.totals.cycles))
    let energy = ["distribution", "multipliers", "reduction", "buffer", "bus"].reduce(0) {
      $0 + sum(of: $1, in: html)
    }
    #expect(abs(energy - read.totals.energy.total) <= 1e-9 * energy)
    for total in [read.totals.cycles, read.totals.macs, read.totals.sramReads, read.totals.sramWrites] {
      #expect(html.contains("<dd>\(NumberText.grouped(total))<"), "\(total)")
    }
    #expect(html.contains("<dd>\(NumberText.fixed(read.totals.energy.total, decimals: 0))<"))
  }

  @Test("the energy of components adds up to a layer's, and phases to its cycles", arguments: machines)
  func parts(machine: String) throws {
    for layer in try #require(try runs(on: [machine]).first).layers where layer.device == "accelerator" {
      let total = try #require(layer.energy?.total)
      let parts = try #require(layer.energyComponents).parts.reduce(0) { $0 + $1.energy.total }
      #expect(abs(parts - total) <= 1e-9 * total)
      #expect(layer.phases?.parts.reduce(0) { $0 + $1.cycles } == layer.cycles)
    }
  }

  @Test("it asks no network, and says the same without timings whatever the clock")
  func selfContained() throws {
    let runs = try runs(on: Array(Self.machines.prefix(2)))
    let html = RunPage(runs, comparison: MachineComparison(runs)).text
    for fragment in ["http:", "https:", "src=", "href=", "url(", "@import", "xmlns"] {
      #expect(!html.contains(fragment), "\(fragment)")
    }
    #expect(!html.contains("nan") && !html.contains(">inf"))
    #expect(!html.contains("Time of the host"))
    #expect(html.contains("prefers-color-scheme: dark") && html.contains("@media print"))
    #expect(html.contains("role=\"tab\""))
    let again = try self.runs(on: Array(Self.machines.prefix(2)))
    #expect(RunPage(again, comparison: MachineComparison(again)).text == html)
  }

  @Test("names stand as plain text: slashes as they are, markup escaped")
  func names() throws {
    var runs = try runs(on: ["tpu_16_16_pes"])
    runs[0].layers[0].name = "/block.0/<script>alert(1)</script>"
    runs[0].layers[1].name = "a\"b&c'"
    runs[0].layers[1].reason = "<i>"
    let html = RunPage(runs, comparison: nil).text
    #expect(html.contains("/block.0/&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(html.contains("a&quot;b&amp;c&#39;"))
    #expect(!html.contains("<script>alert") && !html.contains("<i>"))
  }

  @Test("hostile numbers in a run.json make a page and no trap")
  func extremes() throws {
    var runs = try runs(on: Array(Self.machines.prefix(2)))
    let comparison = MachineComparison(runs)
    for value in [Int.max, Int.min, -1, 0] {
      for place in runs[0].layers.indices {
        runs[0].layers[place].cycles = value
        runs[0].layers[place].macs = value
        runs[0].layers[place].sramReads = value
        runs[0].layers[place].utilization = Double(value)
        runs[0].layers[place].energy?.total = Double(value) * 1e200
        runs[0].layers[place].phases?.steady = value
      }
      runs[0].hardware?.multipliers = value
      runs[0].hardware?.dnBandwidth = value
      #expect(RunPage(runs, comparison: comparison).text.hasSuffix("</html>\n"))
    }
  }

  @Test("a run without machine has its nodes with their times")
  func processor() throws {
    let run = try #require(try runs(on: [], withTimings: true).first)
    let html = RunPage([run], comparison: nil).text
    for layer in run.layers { #expect(html.contains("<th scope=\"row\">\(HTMLText.escaped(layer.name))</th>")) }
    #expect(html.contains("on the CPU reference executor"))
  }
}
