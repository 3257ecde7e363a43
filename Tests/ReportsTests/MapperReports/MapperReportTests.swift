import Hardware
import Mapping
import Reports
import Testing
import Workload

@Suite("Mapper reports")
struct MapperReportTests {
  private func report(
    _ layer: Layer, _ method: TileChoice.Method, multipliers: Int, bandwidth: Int = 4, sparsity: Float = 0
  ) throws -> MapperReport {
    let hardware = HardwareConfiguration(multipliers: multipliers, distributionBandwidth: bandwidth)
    return try #require(
      MapperReport(on: layer, by: method, target: .performance, on: hardware, sparsity: sparsity))
  }

  @Test("STONNE's mapper: the choice, then every kept tile in STONNE's order")
  func denseGEMM() throws {
    let report = try report(.denseGEMM(MatrixShape(m: 98, n: 57, k: 141)), .stonneMapper, multipliers: 256)
    #expect(report.fileName == "StonneMapper_output_FC_num_ms256_dn_bw4_rn_bw4_M98_N57_K141.txt")
    #expect(
      report.text.hasPrefix(
        """
        ### StonneMapper results
        # Parameters:
         - Layer Type: DenseGEMM/FC
         - num_ms: 256
         - dn_bw: 4
         - rn_bw: 4
         - M: 98
         - N: 57
         - K: 141
        # Statistics:
         - Total number of tiles analyzed: 114
        # Best tile generated:\u{20}
         - <T_M=1, T_N=32, T_K=8>
         - MS utilization: 1
         - Edge utilization: 0.956597
         - Heuristic value: 2.01557
        ===================================================
        # [1]
         - Tile: <T_M=1, T_N=1, T_K=2>
         - MS utilization: 0.0078125
         - Edge utilization: 0.997653
         - Heuristic value: 1.00793

        """))
    #expect(report.text.contains("# [114]\n"))
    #expect(!report.text.contains("# [115]\n"))
  }

  @Test("SparseDense: one tile, and the sparsity that the formula takes")
  func sparseDense() throws {
    let layer = Layer.sparseDense(MatrixShape(m: 20, n: 20, k: 256))
    let report = try report(layer, .stonneMapper, multipliers: 128, sparsity: 0.8)
    #expect(report.fileName == "StonneMapper_output_SparseDense_num_ms128_dn_bw4_rn_bw4_M20_N20_K256.txt")
    #expect(report.text.contains(" - Layer Type: SparseDense\n"))
    #expect(report.text.contains(" - K: 256\n - Sparsity: 0.432193\n# Statistics:\n"))
    #expect(report.text.contains(" - Total number of tiles analyzed: 1\n"))
    #expect(report.text.contains(" - <T_N=8, T_K=16>\n"))
  }

  @Test("mRNA: each mapping of the worked example with its counts, best first")
  func convolution() throws {
    let layer = Layer.convolution(ConvolutionShape(r: 3, s: 3, c: 64, k: 64, x: 10, y: 10))
    let report = try report(layer, .mrna, multipliers: 128, bandwidth: 32)
    #expect(
      report.fileName
        == "mRNA_output_CONV_num_ms128_dn_bw32_rn_bw4_R3_S3_C64_K64_G1_N1_X10_Y10_X_8_Y_8_stride1.txt")
    let mappings = report.text.split(separator: String(repeating: "=", count: 66) + "\n")
    #expect(mappings.count == 5)
    #expect(mappings[0].contains("Total number of Mapping Strategies: 4\n"))
    #expect(mappings[1].hasPrefix("Mapping Strategy 0: \nTile Size: <T_X = 3, T_Y = 3, T_C = 7, T_K = 2,"))
    for line in [
      "Number of access between distribute switches: 2540160",
      "forward access between multiplier switches: 1505280",
      "register access of the multiplier switch: 3655680", "Number of multiplications: 2580480",
      "inputs read: 537600", "weights read: 40320", "outputs write: 40960",
      "access between reduce switches: 5120000", "reduce operations: 2539520", "control steps: 342",
      "Number of access between distribute switches: 287280", "reduce operations: 36936", "Runtime cycles: 25688",
      "Dram energy is: 1.74528e+06",
    ] { #expect(mappings[1].contains(line + "\n"), "\(line)") }
    for (mapping, cycles) in zip(mappings.dropFirst(), [25688, 25856, 29952, 48016]) {
      #expect(mapping.contains("Runtime cycles: \(cycles)\n"))
    }
  }

  @Test("mRNA: whole rows of a product, or parts of rows and their additions")
  func products() throws {
    let whole = try report(.denseGEMM(MatrixShape(m: 10, n: 3, k: 5)), .mrna, multipliers: 16)
    #expect(whole.fileName == "mRNA_output_FC_num_ms16_dn_bw4_rn_bw4_M10_N3_K5.txt")
    #expect(whole.text.contains("Tile Size: <T_X = 5, T_Y = 3, T_C = 1, T_K = 1,"))
    // ceil(5/4) for the vector, and 4 times ceil(15/4) for three rows.
    #expect(whole.text.contains("Runtime cycles: 18\n"))
    let parts = try report(.denseGEMM(MatrixShape(m: 10, n: 3, k: 33)), .mrna, multipliers: 16)
    #expect(parts.text.contains("Configuration 1\n") && !parts.text.contains("Configuration 2\n"))
    // 4 * (3 + 30) cycles, then 2 * ceil(15/4) to add three parts of five rows at a time.
    #expect(parts.text.contains("Runtime cycles: 132\n"))
    #expect(parts.text.contains("Runtime cycles: 8\n"))
    // As STONNE has it: rows take turns in the first configuration, in the second it is inputs that do.
    let steps = try report(.denseGEMM(MatrixShape(m: 20, n: 9, k: 33)), .mrna, multipliers: 16).text
    for count in [60, 4, 64] { #expect(steps.contains("Number of control steps: \(count)\n"), "\(count)") }
    let long = try report(.denseGEMM(MatrixShape(m: 10, n: 3, k: 1000)), .mrna, multipliers: 4)
    #expect(!long.text.contains("Idle Multiplier Switches: -"))
  }

  @Test("a mesh and a SparseGEMM have no report")
  func none() {
    let shape = MatrixShape(m: 4, n: 4, k: 4)
    let hardware = HardwareConfiguration()
    let sparse = Layer.sparseGEMM(shape, SparseGEMMOptions(dataflow: .leftStationary))
    #expect(MapperReport(on: .denseGEMM(shape), by: .mesh, target: .energy, on: hardware) == nil)
    #expect(MapperReport(on: sparse, by: .stonneMapper, target: .energy, on: hardware) == nil)
  }
}
