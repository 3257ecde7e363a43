import Diagnostics
import Foundation
import ModelRunner
import Reports
import TestSupport
import Testing

@Suite("run.json, read back")
struct RunFileTests {
  private func run() throws -> RunDocument {
    var request = RunRequest(modelPath: repositoryRoot.path + "/models/lenet5.onnx")
    request.machines = ["\(repositoryRoot.path)/simulation_files/tpu_16_16_pes.cfg"]
    return try #require(try request.prepare().run().first.map { RunDocument($0, withTimings: true) })
  }

  private func read(_ text: String) throws -> RunFile {
    let path = try temporaryFile("run.json", Array(text.utf8))
    let folder = URL(filePath: path).deletingLastPathComponent()
    defer { try? FileManager.default.removeItem(at: folder) }
    return try RunFile(folder: folder.path)
  }

  @Test("one run and several come back as they were written")
  func roundTrip() throws {
    let run = try run()
    let one = try JSONText.encode(run)
    #expect(try JSONText.encode(try read(one).runs[0]) == one)
    let both = RunsDocument([run, run], comparison: MachineComparison([run, run]))
    let file = try read(try JSONText.encode(both))
    #expect(file.runs.count == 2 && file.comparison != nil)
    #expect(try JSONText.encode(file.runs[1]) == one)
  }

  @Test(
    "what is no run is refused in one line that names the file",
    arguments: [
      "", "{", "[]", "null", "{}", "{\"runs\": []}", "{\"runs\": [{}]}", "{\"runs\": 3}", "\u{0}\u{1}",
      String(repeating: "[", count: 100_000), "{\"schema\": 1, \"layers\": [1]}",
    ])
  func malformed(text: String) throws {
    let error = #expect(throws: ReportError.self) { try read(text) }
    #expect(error?.description.contains("\n") == false)
    #expect(error?.place.hasSuffix("/run.json") == true)
  }

  @Test("a value of the wrong type is named by its place")
  func wrongType() throws {
    let text = try JSONText.encode(try run()).replacing("\"index\" : 3,", with: "\"index\" : \"three\",")
    let error = #expect(throws: ReportError.self) { try read(text) }
    #expect(error?.reason.contains("layers.[3].index") == true, "\(String(describing: error))")
  }

  @Test("every beginning of a run.json is read or refused")
  func truncated() throws {
    let text = Array(try JSONText.encode(try run()).utf8)
    for length in stride(from: 0, to: text.count - 2, by: 487) {
      #expect(throws: ReportError.self) { try read(String(decoding: text.prefix(length), as: UTF8.self)) }
    }
  }

  @Test("a folder without run.json is a missing file")
  func missing() {
    #expect(throws: FileAccessError.missing(path: "/nowhere/run.json")) { try RunFile(folder: "/nowhere") }
  }
}
