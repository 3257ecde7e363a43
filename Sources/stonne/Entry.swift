import ArgumentParser
import Diagnostics
import Reports
import StonneFlags

/// The process: parses, runs, and turns every error into one line and the contract's exit code.
@main enum Entry {
  static func main() {
    // First, since what follows takes memory.
    MissingMemory.install()
    MachineMemory.spareAddressSpace()
    StandardStreams.prepare()
    LostPages.install()
    do {
      let arguments = Array(CommandLine.arguments.dropFirst())
      if StonneCommandLine.isMeant(by: arguments) {
        try StonneSession.run(arguments)
      } else {
        var command = try Stonne.parseAsRoot(arguments)
        try command.run()
      }
      if let fault = StandardStreams.outputFault { throw fault }
    } catch let error as StonneUsageError {
      report(error.description, hint: error.hint)
      Stonne.exit(withError: ExitCode.validationFailure)
    } catch let fault as any InputFault {
      report(fault.description, hint: fault.hint)
      Stonne.exit(withError: ExitStatus.unusableInput)
    } catch let fault as MachineFault {
      report(fault.description, hint: nil)
      Stonne.exit(withError: ExitStatus.machineFailure)
    } catch {
      if Stonne.exitCode(for: error).isSuccess { showHelp(Stonne.fullMessage(for: error)) }
      Stonne.exit(withError: error)
    }
  }

  /// What was asked for with --help or --version, and did not come where it was to go, is a failure, too.
  private static func showHelp(_ text: String) {
    if !text.isEmpty { StandardStreams.writeOutput(text + "\n") }
    if let fault = StandardStreams.outputFault {
      report(fault.description, hint: nil)
      Stonne.exit(withError: ExitStatus.machineFailure)
    }
    Stonne.exit()
  }

  private static func report(_ message: String, hint: String?) {
    StandardStreams.writeError("stonne: error: \(OneLine.message(message))\n")
    if let hint { StandardStreams.writeError("hint: \(OneLine.message(hint))\n") }
  }
}
