import Foundation
import Tensors
import TestSupport
import Testing
import Validation

@Suite("Conformance cases run on the reference executor")
struct ConformanceRunnerTests {
  @Test("a case whose outputs agree passes")
  func passes() throws {
    let folder = try SuiteFolder()
    try folder.addCase("relu", operatorType: "Relu", input: [-1, 2], output: [0, 2])
    #expect(try outcomes(folder) == ["relu": .passed])
  }

  @Test("a case fails with the first element that is off")
  func fails() throws {
    let folder = try SuiteFolder()
    try folder.addCase("relu", operatorType: "Relu", input: [-1, 2], output: [0, 2.5])
    #expect(try outcomes(folder) == ["relu": .failed("output `y`: element 1 is 2.0 where 2.5 is expected")])
  }

  @Test("a case with an operator that is not implemented is skipped with its name")
  func skips() throws {
    let folder = try SuiteFolder()
    try folder.addCase("odd", operatorType: "NoSuchOperator", input: [1], output: [1])
    guard case .skipped(let reason)? = try outcomes(folder)["odd"] else {
      Issue.record("not skipped")
      return
    }
    #expect(reason.contains("NoSuchOperator"))
  }

  @Test("a model that cannot be read fails and does not stop the others")
  func survivesBrokenModels() throws {
    let folder = try SuiteFolder()
    try folder.addCase("good", operatorType: "Relu", input: [1], output: [1])
    try folder.write([1, 2, 3], to: "broken/model.onnx")
    let outcomes = try outcomes(folder)
    #expect(outcomes["good"] == .passed)
    guard case .failed? = outcomes["broken"] else {
      Issue.record("not failed")
      return
    }
  }

  @Test("data.json widens the tolerance of its case")
  func readsTolerance() throws {
    let folder = try SuiteFolder()
    try folder.addCase("relu", operatorType: "Relu", input: [2], output: [2.1])
    try folder.write(Array(#"{"rtol": 0.1, "url": "x"}"#.utf8), to: "relu/data.json")
    #expect(try outcomes(folder) == ["relu": .passed])
  }

  @Test("a light model is fed 0, 1/n, 2/n, ...")
  func lightLayout() throws {
    let folder = try SuiteFolder()
    try folder.write(SuiteFolder.model("Identity", extent: 4).encoded, to: "light_x.onnx")
    let expected = try Tensor(Shape([4]), [0, 0.25, 0.5, 0.75] as [Float])
    try folder.write(OnnxBytes.tensorFile(expected), to: "light_x_output_0.pb")
    #expect(try outcomes(folder) == ["light_x": .passed])
  }

  @Test("a report counts its results and lists them as JSON")
  func report() throws {
    let folder = try SuiteFolder()
    try folder.addCase("a", operatorType: "Relu", input: [1], output: [1])
    try folder.addCase("b", operatorType: "Relu", input: [1], output: [2])
    var report = ConformanceReport()
    for test in try ConformanceCase.all(below: folder.path) { report.add(ConformanceRunner().run(test)) }
    #expect(report.totals == "1 passed, 1 failed, 0 skipped")
    #expect(try report.json().contains(#""reason" : "output `y`: element 0 is 1.0 where 2.0 is expected""#))
  }

  private func outcomes(_ folder: SuiteFolder) throws -> [String: ConformanceResult.Outcome] {
    let results = try ConformanceCase.all(below: folder.path).map { ConformanceRunner().run($0) }
    return Dictionary(uniqueKeysWithValues: results.map { ($0.name, $0.outcome) })
  }
}

/// A folder of cases that lives as long as this object.
private final class SuiteFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ bytes: [UInt8], to name: String) throws {
    let file = URL(fileURLWithPath: path).appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }

  func addCase(_ name: String, operatorType: String, input: [Float], output: [Float]) throws {
    try write(Self.model(operatorType, extent: Int64(input.count)).encoded, to: "\(name)/model.onnx")
    let shape = try Shape([input.count])
    let data = "\(name)/test_data_set_0"
    try write(OnnxBytes.tensorFile(try Tensor(shape, input)), to: data + "/input_0.pb")
    try write(OnnxBytes.tensorFile(try Tensor(shape, output)), to: data + "/output_0.pb")
  }

  static func model(_ operatorType: String, extent: Int64) -> OnnxBytes {
    var model = OnnxBytes(opset: 17)
    model.graph.input("x", .float32, [.fixed(extent)])
    model.graph.node(operatorType, ["x"], ["y"])
    model.graph.output("y", .float32)
    return model
  }
}
