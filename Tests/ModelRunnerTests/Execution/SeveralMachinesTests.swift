import ModelRunner
import TestSupport
import Testing

@Suite("Several machines in one run")
struct SeveralMachinesTests {
  /// Counts what a run announces.
  private final class Watcher: RunObserver {
    var references = 0
    var nodes = 0

    func nodeWillRun(_ name: String, index: Int, of count: Int, onAccelerator: Bool) { nodes += 1 }
    func nodeDidRun(_ report: LayerReport, of count: Int) {}
    func referenceWillRun() { references += 1 }
  }

  private func request(on machines: [String]) -> RunRequest {
    var request = RunRequest(modelPath: repositoryRoot.path + "/models/lenet5.onnx")
    request.machines = machines.map { "\(repositoryRoot.path)/simulation_files/\($0).cfg" }
    request.sparsity = 0.6
    request.checksAgainstReference = true
    return request
  }

  @Test("they share one pass of the reference executor, and each one's outputs are held against it")
  func sharing() throws {
    let machines = ["sigma_128mses_64_bw", "maeri_256mses_128_bw", "tpu_16_16_pes"]
    let watcher = Watcher()
    let results = try request(on: machines).prepare().run(observer: watcher)
    #expect(watcher.references == 1)
    #expect(watcher.nodes == 3 * 12)
    #expect(results.allSatisfy { $0.check?.passed == true })
    #expect(results.compactMap(\.machine?.path).count == 3)
  }

  @Test("each one's numbers are those that it gives alone, with equally pruned weights")
  func alone() throws {
    let machines = ["sigma_128mses_64_bw", "magma_128mses_128_bw"]
    let together = try request(on: machines).prepare().run()
    for (machine, result) in zip(machines, together) {
      let alone = try #require(try request(on: [machine]).prepare().run().first)
      #expect(result.layers.map { $0.accelerator?.statistics } == alone.layers.map { $0.accelerator?.statistics })
      #expect(result.layers.map { $0.accelerator?.sparsity } == alone.layers.map { $0.accelerator?.sparsity })
    }
  }
}
