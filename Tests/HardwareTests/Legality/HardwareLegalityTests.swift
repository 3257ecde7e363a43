import Hardware
import Testing

@Suite("Hardware legality")
struct HardwareLegalityTests {
  private func violation(_ change: (inout HardwareConfiguration) -> Void) -> HardwareViolation? {
    var configuration = HardwareConfiguration()
    change(&configuration)
    return HardwareLegality.violation(of: configuration)
  }

  @Test("of all networks and controllers, the combinations that STONNE runs are legal")
  func combinations() {
    var legal: [String] = []
    for controller in HardwareConfiguration.Controller.allCases {
      for array in HardwareConfiguration.MultiplierNetwork.allCases {
        for reduction in HardwareConfiguration.ReduceNetwork.allCases {
          for buffer in 0...1 {
            let configuration = HardwareConfiguration(
              controller: controller, multiplierNetwork: array, rows: 4, columns: 4, reduceNetwork: reduction,
              accumulationBuffer: buffer)
            if HardwareLegality.violation(of: configuration) == nil {
              legal.append("\(controller.rawValue) \(array.rawValue) \(reduction.rawValue) \(buffer)")
            }
          }
        }
      }
    }
    #expect(
      legal == [
        "MAERI_DENSE_WORKLOAD LINEAR ASNETWORK 0", "MAERI_DENSE_WORKLOAD LINEAR ASNETWORK 1",
        "MAERI_DENSE_WORKLOAD LINEAR FENETWORK 0", "MAERI_DENSE_WORKLOAD LINEAR FENETWORK 1",
        "MAERI_DENSE_WORKLOAD LINEAR TEMPORALRN 0", "MAERI_DENSE_WORKLOAD LINEAR TEMPORALRN 1",
        "SIGMA_SPARSE_GEMM LINEAR ASNETWORK 0",
        "MAGMA_SPARSE_DENSE LINEAR ASNETWORK 0", "MAGMA_SPARSE_DENSE LINEAR ASNETWORK 1",
        "MAGMA_SPARSE_DENSE LINEAR TEMPORALRN 0", "MAGMA_SPARSE_DENSE LINEAR TEMPORALRN 1",
        "TPU_OS_DENSE OS_MESH TEMPORALRN 0", "TPU_OS_DENSE OS_MESH TEMPORALRN 1",
      ])
  }

  @Test("a linear array has a power of two of multipliers from 2 to 65,536")
  func arraySizes() {
    let accepted = (0...70_000).filter { size in
      violation {
        $0.multipliers = size
        $0.distributionBandwidth = size
        $0.collectionBandwidth = 1
      } == nil
    }
    #expect(accepted == (1...16).map { 1 << $0 })
    #expect(
      violation { $0.multipliers = 100 }?.hint == "the nearest: 64, 128")
    #expect(violation { $0.multipliers = 1 << 20 }?.hint == "the nearest: 65536")
    #expect(violation { $0.multipliers = 0 }?.hint == "the nearest: 2")
  }

  @Test("dn_bw is a power of two up to the array")
  func distribution() {
    let accepted = (-4...200).filter { bandwidth in violation { $0.distributionBandwidth = bandwidth } == nil }
    #expect(accepted == [1, 2, 4, 8, 16, 32, 64])
    let refused = violation { $0.distributionBandwidth = 3 }
    #expect(refused?.setting == .distributionBandwidth)
    #expect(refused?.hint == "accepted: 1, 2, 4, 8, 16, 32, 64")
  }

  @Test("rn_bw is a power of two, up to the array on trees")
  func collection() {
    let tree = (-4...200).filter { bandwidth in violation { $0.collectionBandwidth = bandwidth } == nil }
    #expect(tree == [1, 2, 4, 8, 16, 32, 64])
    #expect(
      violation {
        $0.reduceNetwork = .temporal
        $0.collectionBandwidth = 128
      } == nil)
  }

  @Test("a mesh need not be square: dn_bw cuts its rows and columns into trees of powers of two")
  func meshes() {
    func accepted(_ rows: Int, _ columns: Int) -> [Int] {
      (-1...64).filter {
        HardwareLegality.violation(
          of: HardwareConfiguration(
            controller: .tpuDense, multiplierNetwork: .outputStationaryMesh, rows: rows, columns: columns,
            reduceNetwork: .temporal, distributionBandwidth: $0)) == nil
      }
    }
    #expect(accepted(4, 8) == [3, 6, 12])
    #expect(accepted(6, 10) == [1, 2, 4, 8, 16])
    #expect(accepted(3, 5) == [1, 2, 4, 8])
    #expect(accepted(16, 16) == [1, 2, 4, 8, 16, 32])
    #expect(accepted(0, 4) == [])
    #expect(accepted(Int(UInt32.max), 2) == [])
    #expect(accepted(65_536, 2) == [])
  }
}
