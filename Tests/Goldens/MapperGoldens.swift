import CycleSimulator
import StonneFlags
import TestSupport
import Testing
import stonne

@Suite struct MapperGoldens {
  @Test(
    "a run with a generated tile is STONNE's to the last counter",
    arguments: try RecordedRun.recorded("mapper") + RecordedRun.recorded("mapper_mesh"))
  func generatedTile(run: RecordedRun) throws {
    guard case .run(let settings, _) = try StonneCommandLine(run.args) else {
      Issue.record("\(run.testDescription) asks for no run")
      return
    }
    let session = try StonneRun(settings)
    try run.expect(
      outputs: plainOutput(of: session.layer, session.operands), layer: session.layer, tile: session.tile,
      on: settings.hardware, longestStepped: 1000
    ) { engine in
      var settings = settings
      settings.engine = engine
      return try StonneRun(settings).simulated()
    }
  }
}
