import ArgumentParser
import Diagnostics
import FoundationEssentials
import ModelRunner

/// Options that say what a command may use of the machine it runs on, and how much it talks.
struct HostOptions: ParsableArguments {
  @Option(help: "Threads to use (default: as many as there are processors).")
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "Refuse what needs more memory, e.g. 4G (default: 80 % of what the process may use).", valueName: "size"))
  var maxMemory: ByteCount?

  @Flag(help: "No progress and no notes on stderr; errors are printed.")
  var quiet = false

  @Flag(help: "No progress on stderr.")
  var noProgress = false

  mutating func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads \(threads): between 1 and 1024.")
    }
  }

  var threadCount: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }

  /// Bytes that a run's values may take: what `--max-memory` says, else 80 % of what the machine, the control group
  /// and `ulimit -v` leave the process.
  var memoryLimit: Int { maxMemory?.bytes ?? MachineMemory.defaultLimit }

  /// Writes what may be used into a request.
  func apply(to request: inout RunRequest) {
    request.threads = threadCount
    request.memoryLimit = memoryLimit
  }

  var showsProgress: Bool { !quiet && !noProgress }
}
