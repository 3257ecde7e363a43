import CycleSimulator
import Diagnostics
import Foundation
import StonneFlags
import TestSupport
import Testing
import stonne

/// What this program does where STONNE fails.
@Suite struct DeviationTests {
  private enum Ending: Equatable {
    case rightOutputs(cycles: Int)
    case wrongOutputs
    /// Exit code 65, with this message.
    case refused(String)
  }

  private static func ending(of run: FailedRun) throws -> Ending {
    guard case .run(let settings, _) = try StonneCommandLine(run.args) else {
      Issue.record("\(run.args) asks for no run")
      return .wrongOutputs
    }
    do {
      let session = try StonneRun(settings)
      let result = try session.simulated()
      let isRight = result.outputs == plainOutput(of: session.layer, session.operands)
      return isRight ? .rightOutputs(cycles: result.cycles) : .wrongOutputs
    } catch let fault as any InputFault {
      return .refused(fault.description)
    }
  }

  @Test("a run in which STONNE fails gives right outputs or is refused with a reason")
  func endings() throws {
    let runs = try FailedRun.recorded()
    let endings = try runs.map(Self.ending)
    var right = 0
    for (run, ending) in zip(runs, endings) {
      switch ending {
      case .rightOutputs: right += 1
      case .wrongOutputs: Issue.record("wrong outputs: \(run.testDescription)")
      case .refused(let message): #expect(message.contains(": "), "\(run.testDescription)")
      }
    }
    let sentence = "Of these \(runs.count) runs \(right) give right outputs and \(runs.count - right) are refused."
    let document = try String(contentsOf: repositoryRoot.appending(path: "docs/deviations.md"), encoding: .utf8)
    #expect(document.replacing("\n", with: " ").contains(sentence), "docs/deviations.md has to say: \(sentence)")
  }

  @Test("a run that STONNE ends with wrong outputs comes out right, in STONNE's cycles")
  func wrongOutputsAreMadeRight() throws {
    for run in try FailedRun.recorded() where run.ending == "wrong outputs" {
      let cycles = try #require(run.cycles)
      #expect(try Self.ending(of: run) == .rightOutputs(cycles: cycles), "\(run.testDescription)")
    }
  }
}
