import Foundation
import TestSupport
import Testing

@Suite("Inputs that do not fit the model are refused in one line")
struct InputTests {
  private static let model = Fixtures.path("Operators", "conv_open_batch", "model.onnx")
  private static let tensor = Fixtures.path("Operators", "conv_open_batch", "test_data_set_0", "input_0.pb")
  private static let digits = "models/lenet5_digits.npz"

  @Test("a file that is not there, an empty folder, a file of another kind")
  func unreadable() throws {
    try Refusal.expect(["run", Self.model, "--inputs", "no/such.npz"], naming: ["no/such.npz"])
    try Refusal.expect(["run", Self.model, "--inputs", "Makefile"], naming: ["Makefile"])
    try TemporaryFolder.with { try Refusal.expect(["run", Self.model, "--inputs", $0.path]) }
  }

  @Test("a name that the model does not have")
  func unknownName() throws {
    try Refusal.expect(["run", Self.model, "--input", "picture=\(Self.tensor)"], naming: ["picture", "x"])
  }

  @Test("another shape or type than the model declares")
  func wrongShape() throws {
    let gemm = Fixtures.path("Operators", "gemm", "model.onnx")
    let transposed = Fixtures.path("Operators", "gemm_transposed_a", "test_data_set_0")
    try Refusal.expect(["run", gemm, "--inputs", transposed], naming: ["a"])
    let integers = Fixtures.path("Operators", "matmul_int32", "test_data_set_0", "input_0.pb")
    try Refusal.expect(["run", gemm, "--input", "a=\(integers)"], naming: ["a"])
  }

  @Test("a dimension that nothing binds is named")
  func unboundDimension() throws {
    try Refusal.expect(["run", Self.model], naming: ["height"])
    let bound = ["run", Self.model, "--quiet", "--bind", "height=6", "--bind", "width=6"]
    #expect(try StonneBinary.run(bound).exitCode == 0)
  }

  @Test("a bound dimension that the model does not have")
  func unknownDimension() throws {
    let bindings = ["--bind", "height=6", "--bind", "width=6", "--bind", "depth=6"]
    try Refusal.expect(["run", Self.model] + bindings, naming: ["depth"])
  }

  @Test("an archive cut short anywhere")
  func truncatedArchive() throws {
    let archive = try Data(contentsOf: repositoryRoot.appending(path: Self.digits))
    try TemporaryFolder.with { folder in
      let file = folder.appending(path: "cut.npz")
      for length in [0, 3, 40, archive.count / 2, archive.count - 1] {
        try archive.prefix(length).write(to: file)
        try Refusal.expect(["run", "models/lenet5.onnx", "--inputs", file.path], naming: ["cut.npz"])
      }
    }
  }

  @Test("random inputs that no memory holds are refused, not tried")
  func memory() throws {
    try Refusal.expect(["run", "models/lenet5.onnx", "--bind", "batch=1000000000"], naming: ["images"])
  }

  @Test("a run that fails leaves no empty folder behind")
  func failedRun() throws {
    try Refusal.expect(["run", "models/lenet5.onnx", "--max-memory", "4K"], naming: ["conv1", "4096"])
  }
}
