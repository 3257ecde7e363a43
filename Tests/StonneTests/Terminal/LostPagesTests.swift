import Glibc
import TensorFiles
import TestSupport
import Testing
import stonne

@Suite("Pages that are gone")
struct LostPagesTests {
  @Test("a file that is truncated while it is mapped ends the process with one line that names it, and 74")
  func truncation() async throws {
    let ending = await #expect(
      processExitsWith: .exitCode(74), observing: [\.standardErrorContent]
    ) {
      LostPages.install()
      let path = try temporaryFile("truncated.onnx", [UInt8](repeating: 7, count: 9000))
      let file = try MappedFile(path: path)
      truncate(path, 0)
      let first = file.withUnsafeBytes { $0[0] }
      exit(Int32(first))
    }
    let text = String(decoding: try #require(ending).standardErrorContent, as: UTF8.self)
    #expect(text.hasPrefix("stonne: error: cannot read "), "\(text)")
    #expect(text.contains("/truncated.onnx: its pages are gone"), "\(text)")
    #expect(text.split(separator: "\n").count == 1, "\(text)")
  }
}
