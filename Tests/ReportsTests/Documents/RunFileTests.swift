import Foundation
import ModelRunner
import Reports
import TestSupport
import Testing

@Suite("RunFile")
struct RunFileTests {
  private func json() throws -> String {
    var request = RunRequest(modelPath: repositoryRoot.path + "/models/lenet5.onnx")
    request.machines = ["\(repositoryRoot.path)/simulation_files/maeri_256mses_128_bw.cfg"]
    request.sparsity = 0.5
    return try RunReport(try request.prepare().run(), of: request, withTimings: false).text(in: .json, width: nil)
  }

  private func reason(_ text: String) -> String? {
    do {
      _ = try RunFile(Array(text.utf8), path: "run.json")
      return nil
    } catch {
      return error.reason
    }
  }

  @Test("what a run wrote reads back, and writes the same bytes again")
  func roundTrip() throws {
    let text = try json()
    let file = try RunFile(Array(text.utf8), path: "run.json")
    #expect(try JSONText.encode(file.runs[0]) == text)
  }

  @Test("what is no run is refused with the key at fault")
  func malformed() throws {
    let text = try json()
    #expect(reason("")?.contains("no JSON") == true)
    #expect(reason("[1, 2]") != nil)
    #expect(reason("{\"runs\": []}")?.contains("empty") == true)
    #expect(reason("{\"runs\": [3]}") != nil)
    #expect(reason("{}")?.contains("`schema`") == true)
    let edits = [
      ("\"schema\" : 1", "\"schema\" : 2", "schema is 2"),
      ("\"cycles\" : 827", "\"cycles\" : \"many\"", "layers[0].cycles"),
      ("\"cycles\" : 827", "\"cycles\" : -1", "conv1"),
      ("\"cycles\" : 827", "\"cycles\" : 9223372036854775807", "conv1"),
      ("\"cycles\" : 827", "\"cycles\" : 1e300", "no JSON"),
      ("\"device\" :", "\"devise\" :", "device"),
    ]
    for (old, new, name) in edits {
      let edited = text.replacing(old, with: new, maxReplacements: 1)
      #expect(edited != text)
      #expect(reason(edited)?.contains(name) == true, "\(new): \(reason(edited) ?? "accepted")")
    }
  }

  @Test("settings that no command line can have are refused")
  func settings() throws {
    let text = try json()
    let edits = [
      ("\"candidates\" : 512", "\"candidates\" : 0", "candidates"),
      ("\"sparsity\" : 0.5,\n", "\"sparsity\" : 1.5,\n", "settings.sparsity"),
      ("\"budget\" : null", "\"budget\" : 1e40", "budget"),
      ("\"bindings\" : {\n\n    }", "\"bindings\" : {\"batch\" : -1}", "bindings"),
    ]
    for (old, new, name) in edits {
      let edited = text.replacing(old, with: new)
      #expect(edited != text, "\(old)")
      #expect(reason(edited)?.contains(name) == true, "\(new): \(reason(edited) ?? "accepted")")
    }
  }

  @Test("a file that ends anywhere is refused, never read in part")
  func truncated() throws {
    let bytes = Array(try json().utf8)
    for end in stride(from: 0, to: bytes.count - 2, by: 97) {
      #expect(throws: RunFileError.self) { try RunFile(Array(bytes[..<end]), path: "run.json") }
    }
  }
}
