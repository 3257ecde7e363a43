import CycleSimulator
import Hardware
import ModelRunner
import StonneFlags
import TestSupport
import Testing
import Workload
import stonne

@Suite("Layers of real networks cost what the simulator says of them alone")
struct RealLayerTests {
  static let machines = ["maeri_256mses_128_bw", "sigma_256mses_128_bw", "magma_128mses_128_bw", "tpu_16_16_pes"]

  private func cost(of layer: RealLayer, on machine: String) throws -> AcceleratorCost {
    let (model, inputs) = try layer.files()
    var request = RunRequest(modelPath: model)
    request.machines = ["\(repositoryRoot.path)/simulation_files/\(machine).cfg"]
    request.inputs = [.path(inputs)]
    request.checksAgainstReference = true
    let result = try #require(try request.prepare().run().first)
    #expect(result.check?.passed == true)
    return try #require(result.layers.first?.accelerator)
  }

  @Test(
    "cycles and every counter, from operands that the test lays out itself", arguments: RealLayer.all, machines)
  func alone(layer: RealLayer, machine: String) throws {
    let hardware = try HardwareConfiguration(path: "\(repositoryRoot.path)/simulation_files/\(machine).cfg")
    let cost = try cost(of: layer, on: machine)
    let (shape, operands) = layer.runs(on: hardware)
    #expect(cost.layer == shape)
    #expect(cost.runs == operands.count)
    var total: FabricStatistics?
    for operand in operands {
      let statistics = try simulate(shape, operands: operand, on: hardware, tile: cost.tile).statistics
      if total == nil { total = statistics } else { total?.add(statistics) }
    }
    #expect(cost.cycles == total?.cycles)
    #expect(cost.statistics == total)
  }

  @Test("dense ones through STONNE's own flags", arguments: RealLayer.all, [machines[0], machines[3]])
  func flags(layer: RealLayer, machine: String) throws {
    let hardware = try HardwareConfiguration(path: "\(repositoryRoot.path)/simulation_files/\(machine).cfg")
    let cost = try cost(of: layer, on: machine)
    let tile = try #require(cost.tile)
    let arguments = Self.flags(for: cost.layer, tile: tile, on: hardware)
    guard case .run(let settings, _) = try StonneCommandLine(arguments) else {
      Issue.record("\(arguments) is no run")
      return
    }
    let once = try StonneRun(settings).simulated().statistics
    var total = once
    total.add(once, times: cost.runs - 1)
    #expect(cost.statistics == total, "stonne \(arguments.joined(separator: " "))")
  }

  private static func flags(for layer: Layer, tile: Tile, on hardware: HardwareConfiguration) -> [String] {
    var flags: KeyValuePairs<String, CustomStringConvertible>
    switch layer {
    case .convolution(let shape):
      flags = [
        "R": shape.r, "S": shape.s, "C": shape.c, "K": shape.k, "G": shape.g, "N": shape.n, "X": shape.x,
        "Y": shape.y, "strides": shape.stride, "T_R": tile.r, "T_S": tile.s, "T_C": tile.c, "T_K": tile.k,
        "T_G": tile.g, "T_N": tile.n, "T_X_": tile.x, "T_Y_": tile.y,
      ]
    case .denseGEMM(let shape), .sparseGEMM(let shape, _), .sparseDense(let shape):
      flags = [
        "M": shape.m, "N": shape.n, "K": shape.k, "T_M": tile.x, "T_N": tile.k, "T_K": tile.s,
      ]
    }
    let machine: KeyValuePairs<String, CustomStringConvertible> = [
      "num_ms": hardware.multipliers, "dn_bw": hardware.distributionBandwidth,
      "rn_bw": hardware.collectionBandwidth, "rn_type": hardware.reduceNetwork.rawValue,
      "accumulation_buffer": hardware.accumulationBuffer, "print_stats": 0,
    ]
    let mesh: KeyValuePairs<String, CustomStringConvertible> = [
      "mn_type": hardware.multiplierNetwork.rawValue, "mem_ctrl": hardware.controller.rawValue,
      "ms_rows": hardware.rows, "ms_cols": hardware.columns,
    ]
    let all = Array(flags) + Array(machine) + (hardware.controller == .tpuDense ? Array(mesh) : [])
    let operation = if case .convolution = layer { "-CONV" } else { "-DenseGEMM" }
    return [operation] + all.map { "-\($0.key)=\($0.value)" }
  }
}
