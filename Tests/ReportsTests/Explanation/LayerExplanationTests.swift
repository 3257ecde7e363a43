import Foundation
import ModelRunner
import Reports
import TestSupport
import Testing

@Suite("stonne explain")
struct LayerExplanationTests {
  private func run(on machines: [String], _ change: (inout RunRequest) -> Void = { _ in }) throws -> String {
    var request = RunRequest(modelPath: repositoryRoot.path + "/models/lenet5.onnx")
    request.machines = machines.map { "\(repositoryRoot.path)/simulation_files/\($0).cfg" }
    change(&request)
    let report = RunReport(try request.prepare().run(), of: request, withTimings: false)
    return try report.text(in: .json, width: nil)
  }

  private func explain(_ text: String, layer: String, machine: String? = nil) throws -> [ExplanationDocument] {
    let file = try RunFile(Array(text.utf8), path: "run.json")
    return try LayerExplanation(file, threads: 2, memoryLimit: .max).documents(layer: layer, machine: machine)
  }

  private func error(_ text: String, layer: String, machine: String? = nil) -> ExplanationError? {
    do {
      _ = try explain(text, layer: layer, machine: machine)
      return nil
    } catch {
      return error as? ExplanationError
    }
  }

  @Test("shares add up to one, on every controller and with every setting of the run")
  func shares() throws {
    let text = try run(
      on: ["maeri_256mses_128_bw", "sigma_128mses_64_bw", "magma_128mses_128_bw", "tpu_16_16_pes"]
    ) {
      $0.sparsity = 0.7
      $0.pruningMethod = "block:2x2"
      $0.mapper = .mrna
      $0.optimizesStationaryOrder = true
      $0.seed = 7
    }
    let documents = try explain(text, layer: "conv2")
    #expect(documents.count == 4)
    for document in documents {
      #expect(document.parts.reduce(0) { $0 + $1.cycles } == document.layer.cycles)
      #expect(abs(document.parts.reduce(0) { $0 + $1.share } - 1) < 1e-12)
      #expect(ExplanationTable(document).text(width: 80).contains("100.0"))
    }
    #expect(try explain(text, layer: "conv2", machine: "sigma_128mses_64_bw").count == 1)
  }

  @Test("an index means the layer at that place")
  func index() throws {
    let text = try run(on: ["tpu_16_16_pes"])
    #expect(try explain(text, layer: "3")[0].layer.name == "conv2")
  }

  @Test("a layer or machine that the run does not have is refused with those that it has")
  func unknown() throws {
    let text = try run(on: ["tpu_16_16_pes"])
    #expect(error(text, layer: "conv")?.hint?.contains("`conv1`, `conv2`") == true)
    #expect(error(text, layer: "kanv2")?.hint?.contains("`conv2`") == true)
    #expect(error(text, layer: "-1") != nil && error(text, layer: "") != nil)
    #expect(error(text, layer: "pool1")?.reason.contains("CPU") == true)
    #expect(error(text, layer: "conv1", machine: "eyeriss")?.hint?.contains("tpu_16_16_pes") == true)
  }

  @Test("of several layers with one name the index decides")
  func ambiguous() throws {
    let text = try run(on: ["tpu_16_16_pes"]).replacing("\"name\" : \"fc2\"", with: "\"name\" : \"fc1\"")
    #expect(error(text, layer: "fc1")?.hint?.contains("7, 9") == true)
  }

  @Test("a run that cannot be made again the same is refused")
  func changed() throws {
    let text = try run(on: ["maeri_256mses_128_bw"])
    let otherCycles = text.replacing("\"cycles\" : 827", with: "\"cycles\" : 828")
    #expect(error(otherCycles, layer: "conv1")?.reason.contains("827") == true)
    let noSuchLayer = text.replacing("\"name\" : \"conv1\"", with: "\"name\" : \"conv0\"")
    #expect(error(noSuchLayer, layer: "conv0")?.reason.contains("changed") == true)
    let noModel = text.replacing("lenet5.onnx", with: "absent.onnx")
    #expect(error(noModel, layer: "conv1")?.hint?.contains("folder") == true)
    let noMachine = text.replacing("maeri_256mses_128_bw.cfg", with: "absent.cfg")
    #expect(error(noMachine, layer: "conv1")?.hint?.contains("folder") == true)
    let old = text.replacing("\"settings\" :", with: "\"sittings\" :")
    #expect(error(old, layer: "conv1")?.reason.contains("how it was run") == true)
  }

  @Test("a run on the reference executor alone has no cycles to explain")
  func reference() throws {
    #expect(error(try run(on: []), layer: "conv1")?.hint?.contains("--hw") == true)
  }
}
