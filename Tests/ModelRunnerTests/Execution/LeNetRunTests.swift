import CycleSimulator
import Hardware
import ModelPreparation
import ModelRunner
import ReferenceOperators
import Sparsity
import TensorFiles
import Tensors
import TestSupport
import Testing

/// The shipped LeNet on two of its digits, on every shipped controller.
@Suite("A run of LeNet")
struct LeNetRunTests {
  private static let machines = [
    "maeri_256mses_128_bw", "sigma_128mses_64_bw", "magma_128mses_128_bw", "tpu_16_16_pes",
  ]

  private static func request(on machine: String?) throws -> RunRequest {
    let archive = try NumpyArchive.read(path: repositoryRoot.path + "/models/lenet5_digits.npz")
    let arrays = archive.map { (name: $0.name, tensor: $0.tensor.leading(2)) }
    let digits = try temporaryFile("digits.npz", NumpyArchive.bytes(of: arrays))
    var request = RunRequest(modelPath: repositoryRoot.path + "/models/lenet5.onnx")
    request.inputs = [.path(digits)]
    if let machine { request.machines = ["\(repositoryRoot.path)/simulation_files/\(machine).cfg"] }
    return request
  }

  @Test("outputs on the array are those of the reference executor", arguments: machines)
  func check(machine: String) throws {
    var request = try Self.request(on: machine)
    request.checksAgainstReference = true
    let result = try #require(try request.prepare().run().first)
    #expect(result.check?.passed == true)
    #expect(result.accuracy?.samples == 2)
    #expect(result.totals.acceleratorLayers == 5)
    #expect(result.totals.macs == 2 * 416_520)
    #expect((0...1).contains(result.totals.utilization))
  }

  @Test("pruned weights are those that the outputs come from, and the ratio is reported", arguments: machines)
  func pruning(machine: String) throws {
    var request = try Self.request(on: machine)
    request.sparsity = 0.8
    request.checksAgainstReference = true
    let result = try #require(try request.prepare().run().first)
    #expect(result.check?.passed == true)
    let dense = try #require(try Self.request(on: machine).prepare().run().first)
    #expect(result.outputs[0].tensor.elements(as: Float.self) != dense.outputs[0].tensor.elements(as: Float.self))
    for layer in result.layers.compactMap(\.accelerator) {
      #expect(layer.sparsity.asked == 0.8)
      #expect(abs((layer.sparsity.weights ?? 0) - 0.8) < 0.02)
    }
  }

  @Test("what a node takes is known before the run with pruned weights as well, so that layers are timed together")
  func prunedShapes() throws {
    let network = try PreparedNetwork(
      path: repositoryRoot.path + "/models/lenet5.onnx", pruning: NetworkPruning(ratio: PruningRatio(0.8)))
    for node in network.graph.nodes {
      for fact in network.inference.inputs(of: node).facts { #expect(fact?.shape != nil, "\(node.displayName)") }
    }
  }

  @Test("labels that are not as many as the samples are refused")
  func labelCount() throws {
    let archive = try NumpyArchive.read(path: repositoryRoot.path + "/models/lenet5_digits.npz")
    let arrays = archive.map { (name: $0.name, tensor: $0.tensor.leading($0.name == "labels" ? 3 : 2)) }
    var request = try Self.request(on: nil)
    request.inputs = [.path(try temporaryFile("digits.npz", NumpyArchive.bytes(of: arrays)))]
    let error = #expect(throws: InputError.self) { try request.prepare() }
    #expect(error?.reason == "3 labels, where there are 2 samples")
  }

  @Test("cycles and counters do not depend on the number of threads", arguments: machines)
  func threads(machine: String) throws {
    func run(_ threads: Int) throws -> RunResult {
      var request = try Self.request(on: machine)
      request.threads = threads
      return try #require(try request.prepare().run().first)
    }
    let one = try run(1)
    let three = try run(3)
    #expect(one.layers.map { $0.accelerator?.statistics } == three.layers.map { $0.accelerator?.statistics })
    #expect(one.outputs[0].tensor.elements(as: Float.self) == three.outputs[0].tensor.elements(as: Float.self))
  }

  @Test("both engines give the same run: statistics of every layer and output bits", arguments: machines)
  func engines(machine: String) throws {
    func run(_ engine: SimulationEngine) throws -> RunResult {
      var request = try Self.request(on: machine)
      request.engine = engine
      return try #require(try request.prepare().run().first)
    }
    let fast = try run(.fast)
    let stepped = try run(.stepped)
    #expect(fast.layers.map { $0.accelerator?.statistics } == stepped.layers.map { $0.accelerator?.statistics })
    #expect(fast.outputs[0].tensor.elements(as: Float.self) == stepped.outputs[0].tensor.elements(as: Float.self))
  }

  @Test("an interrupted run keeps what is finished and says that it is partial")
  func interruption() throws {
    let asked = Counter()
    let result = try #require(
      try Self.request(on: nil).prepare().run { asked.next() > 3 }.first)
    #expect(result.isPartial)
    #expect(!result.layers.isEmpty && result.layers.count < 12)
    #expect(result.outputs.isEmpty)
  }

  @Test("a layer whose outputs exceed the memory limit is refused before it runs")
  func memoryLimit() throws {
    var request = try Self.request(on: nil)
    request.memoryLimit = 1000
    #expect(throws: NodeError.self) { try request.prepare().run() }
  }

  @Test("a sparsity map that names no layer is refused, with the nearest name")
  func unknownLayer() throws {
    var request = try Self.request(on: nil)
    request.sparsityMap = try temporaryFile("map.toml", Array("\"conv9\" = 0.5\n".utf8))
    let error = #expect(throws: PruningError.self) { try request.prepare() }
    #expect(error?.hint == "did you mean `conv1`?")
  }

  @Test("a sparsity map sets the layers that it names, --sparsity the others")
  func sparsityMap() throws {
    var request = try Self.request(on: "tpu_16_16_pes")
    request.sparsity = 0.25
    request.sparsityMap = try temporaryFile("map.toml", Array("\"fc1\" = 1\n\"fc2\" = 0\n".utf8))
    let result = try #require(try request.prepare().run().first)
    let asked = Dictionary(
      uniqueKeysWithValues: result.layers.compactMap { layer in
        layer.accelerator.map { (layer.name, $0.sparsity.asked) }
      })
    #expect(asked == ["conv1": 0.25, "conv2": 0.25, "fc1": 1, "fc2": 0, "fc3": 0.25])
    #expect(result.layers.first { $0.name == "fc1" }?.accelerator?.sparsity.weights == 1)
  }

  @Test("forgetting one of several inputs is an error, not a random value")
  func unknownInput() throws {
    var request = try Self.request(on: nil)
    request.inputs = [.named(name: "pictures", path: "x.npy")]
    let error = #expect(throws: InputError.self) { try request.prepare() }
    #expect(error?.reason.contains("`images`") == true)
  }
}
