import Foundation
import Testing

@Suite("Fixtures")
struct FixtureTests {
  @Test("every kind of fixture is there")
  func fixturesAreThere() throws {
    #expect(try Fixtures.operatorCases().count >= 60)
    #expect(try Fixtures.malformedModels().count >= 50)
  }

  @Test("each operator case has its model, inputs and expected outputs", arguments: try Fixtures.operatorCases())
  func caseIsComplete(name: String) throws {
    for file in ["model.onnx", "test_data_set_0/input_0.pb", "test_data_set_0/output_0.pb"] {
      #expect(FileManager.default.fileExists(atPath: Fixtures.path("Operators", name, file)), "\(file)")
    }
  }
}
