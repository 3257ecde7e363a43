import Foundation
import TestSupport

/// The built `stonne`, run as its users run it.
enum StonneBinary {
  /// How a run ended and what it printed.
  struct Result {
    /// The exit code; nil when a signal ended the program.
    let exitCode: Int32?
    let output: String
    let errors: String
    /// The most memory that it held, where that was watched.
    var peakBytes = 0

    /// Lines of standard error that start an error message.
    var errorMessages: [Substring] {
      errors.split(separator: "\n").filter { $0.hasPrefix("stonne: error: ") }
    }
  }

  struct DidNotFinish: Error {
    let command: [String]
  }

  /// Beside the test runner, where a build leaves both; the variable STONNE_BINARY names another.
  static let location: URL = {
    if let path = ProcessInfo.processInfo.environment["STONNE_BINARY"] { return URL(filePath: path) }
    return URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "stonne")
  }()

  /// Runs with these arguments and waits for the end, but not forever.
  /// - Parameters:
  ///   - program: another program to run instead, a shell that calls this one.
  ///   - current: the folder to run in.
  ///   - variables: environment variables besides the test runner's own.
  ///   - watchesMemory: whether ``Result/peakBytes`` is wanted.
  static func run(
    _ arguments: [String], of program: String? = nil, in current: URL = repositoryRoot,
    variables: [String: String] = [:], seconds: Int = 120, watchesMemory: Bool = false
  ) throws -> Result {
    try TemporaryFolder.with { folder in
      let (output, errors) = (folder.appending(path: "stdout"), folder.appending(path: "stderr"))
      let path = (program.map { URL(filePath: $0) } ?? location).path
      let child = try ChildProcess(
        path, arguments, in: current.path,
        environment: ProcessInfo.processInfo.environment.merging(variables) { $1 }, output: output.path,
        errors: errors.path)
      var peak = 0
      let ending = child.wait(seconds: seconds) { if watchesMemory { peak = max(peak, child.peakBytes ?? 0) } }
      guard let ending else { throw DidNotFinish(command: arguments) }
      var exitCode: Int32?
      if case .exit(let code) = ending { exitCode = code }
      return Result(
        exitCode: exitCode, output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
        errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self), peakBytes: peak)
    }
  }
}
