import Foundation
import Hardware
import ModelRunner
import TestSupport
import Testing

@Suite("What bounds a layer")
struct CycleStackTests {
  private static let machines = [
    "maeri_256mses_128_bw", "sigma_128mses_64_bw", "magma_128mses_128_bw", "tpu_16_16_pes",
  ]

  private func request(_ machine: String) -> RunRequest {
    var request = RunRequest(modelPath: repositoryRoot.path + "/models/lenet5.onnx")
    request.machines = ["\(repositoryRoot.path)/simulation_files/\(machine).cfg"]
    request.sparsity = 0.5
    return request
  }

  private func name(_ layer: LayerReport) -> LayerName {
    LayerName(name: layer.name, operatorType: layer.operatorType, earlier: 0)
  }

  @Test(
    "a layer that is run again counts what it counted, to the last counter", arguments: machines, [false, true])
  func again(machine: String, isTimingOnly: Bool) throws {
    let request = request(machine)
    let result = try #require(try isTimingOnly ? request.time().first : request.prepare().run().first)
    for layer in result.layers {
      guard let cost = layer.accelerator else { continue }
      let experiment = try LayerExperiment(request, layer: name(layer), isTimingOnly: isTimingOnly)
      let again = try #require(experiment).cost()
      #expect(again.statistics == cost.statistics, "\(layer.name)")
      #expect(again.tile == cost.tile && again.tileSource == cost.tileSource && again.macs == cost.macs)
    }
  }

  @Test("the parts add up to the layer's cycles, and none is negative", arguments: machines)
  func sum(machine: String) throws {
    let request = request(machine)
    let result = try #require(try request.prepare().run().first)
    for layer in result.layers {
      guard let cost = layer.accelerator else { continue }
      let experiment = try #require(try LayerExperiment(request, layer: name(layer), isTimingOnly: false))
      let stack = CycleStack(experiment, of: try experiment.cost())
      #expect(stack.parts.map(\.limit) == CycleStack.Limit.allCases)
      #expect(stack.parts.reduce(0) { $0 + $1.cycles } == cost.cycles, "\(layer.name)")
      #expect(stack.parts.allSatisfy { $0.cycles >= 0 })
      let full = try #require(stack.parts.last).cycles
      #expect(full * experiment.hardware.processingElements >= cost.multiplications)
      #expect((full - 1) * experiment.hardware.processingElements < cost.multiplications)
      #expect(stack.parts.first { $0.limit == stack.bound }?.cycles == stack.parts.map(\.cycles).max())
    }
  }

  /// The shipped MAERI array with other bandwidths.
  private func stack(_ layer: String, dn: Int, rn: Int, buffer: Int) throws -> CycleStack {
    let file = FileManager.default.temporaryDirectory.appending(path: "stonne-\(UUID().uuidString).cfg")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(
      """
      [MSNetwork]
      type = "LINEAR"
      ms_size = 64
      [ReduceNetwork]
      type = "ASNETWORK"
      accumulation_buffer_enabled = \(buffer)
      [SDMemory]
      dn_bw = \(dn)
      rn_bw = \(rn)
      controller_type = "MAERI_DENSE_WORKLOAD"
      """.utf8
    ).write(to: file)
    var request = RunRequest(modelPath: repositoryRoot.path + "/models/lenet5.onnx")
    request.machines = [file.path]
    let layer = LayerName(name: layer, operatorType: layer.hasPrefix("fc") ? "Gemm" : "Conv", earlier: 0)
    let experiment = try #require(try LayerExperiment(request, layer: layer, isTimingOnly: true))
    return CycleStack(experiment, of: try experiment.cost())
  }

  @Test("a narrow distribution network is the bound, and a full one no limit at all")
  func distribution() throws {
    #expect(try stack("fc1", dn: 1, rn: 64, buffer: 1).bound == .distribution)
    #expect(try stack("fc1", dn: 64, rn: 64, buffer: 1).parts.first?.cycles == 0)
  }

  @Test("a narrow bus costs cycles, and a full one none")
  func bus() throws {
    func cycles(_ rn: Int) throws -> Int? {
      try stack("conv1", dn: 64, rn: rn, buffer: 1).parts.first { $0.limit == .bus }?.cycles
    }
    #expect(try cycles(1) ?? 0 > 0)
    #expect(try cycles(64) == 0)
  }

  @Test("partial sums through the memory cost cycles where there is no accumulation buffer")
  func reduction() throws {
    func cycles(_ buffer: Int) throws -> Int? {
      try stack("conv2", dn: 64, rn: 64, buffer: buffer).parts.first { $0.limit == .reduction }?.cycles
    }
    #expect(try cycles(0) ?? 0 > 0)
    #expect(try cycles(1) == 0)
  }

  @Test("each alternative says what it costs, or why it cannot be built", arguments: machines)
  func alternatives(machine: String) throws {
    let layer = LayerName(name: "conv2", operatorType: "Conv", earlier: 0)
    let experiment = try #require(try LayerExperiment(request(machine), layer: layer, isTimingOnly: false))
    let cost = try experiment.cost()
    for alternative in LayerAlternative.all(of: experiment) {
      switch alternative.outcome {
      case .success(let changed):
        #expect(changed.macs == cost.macs)
        if alternative.change == "optimal tile" { #expect(changed.cycles <= cost.cycles) }
        if alternative.change.hasSuffix("bw x 2"), changed.tile == cost.tile {
          #expect(changed.cycles <= cost.cycles)
        }
      case .failure(let error): #expect(error.reason.contains("cannot be built"))
      }
    }
  }

  @Test("a network without the layer has nothing to run again")
  func gone() throws {
    for name in [
      LayerName(name: "conv9", operatorType: "Conv", earlier: 0),
      .init(name: "conv1", operatorType: "Conv", earlier: 1),
    ] {
      #expect(try LayerExperiment(request("maeri_256mses_128_bw"), layer: name, isTimingOnly: false) == nil)
      #expect(try LayerExperiment(request("sigma_128mses_64_bw"), layer: name, isTimingOnly: false) == nil)
    }
  }
}
