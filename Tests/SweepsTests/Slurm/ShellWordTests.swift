import Foundation
import Sweeps
import Testing

@Suite("ShellWord")
struct ShellWordTests {
  @Test(
    "a shell takes a path as it stands, whatever is in it",
    arguments: [
      "plain", "two words", "it's", "'\u{301}; echo executed; '\u{301}", "$(echo executed)`echo`\\", "\n\t*",
    ])
  func quoting(text: String) throws {
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-c", "printf %s " + ShellWord.quoted(text)]
    let pipe = Pipe()
    shell.standardOutput = pipe
    try shell.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    shell.waitUntilExit()
    #expect(Array(output) == Array(text.utf8))
  }
}
