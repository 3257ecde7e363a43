import ArgumentParser
import Diagnostics
import Reports
import StonneFlags

/// The process: parses, runs, and turns every error into one line and the contract's exit code.
@main enum Entry {
  static func main() {
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
      Stonne.exit(withError: error)
    }
  }

  private static func report(_ message: String, hint: String?) {
    StandardStreams.writeError("stonne: error: \(OneLine.text(message))\n")
    if let hint { StandardStreams.writeError("hint: \(OneLine.text(hint))\n") }
  }
}
