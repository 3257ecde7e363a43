import Foundation
import Testing

@Suite("STONNE's documented commands")
struct StonneExamplesTests {
  private static let mesh =
    "-accumulation_buffer=1 -rn_type=TEMPORALRN -mn_type=OS_MESH -mem_ctrl=TPU_OS_DENSE"
  private static let convolution =
    "-CONV -R=3 -S=3 -C=6 -G=1 -K=6 -X=20 -Y=20 -T_R=3 -T_S=3 -T_C=1 -T_G=1 -T_K=1 -T_N=1 -T_X_=3 -T_Y_=1 "
    + "-num_ms=64 -dn_bw=8 -rn_bw=8"
  private static let gemm = "-M=20 -N=20 -K=256 -num_ms=256 -dn_bw=64 -rn_bw=64"
  private static let sparse = "-M=20 -N=20 -K=256 -num_ms=128 -dn_bw=64 -rn_bw=64"

  @Test(
    "they take the cycles that STONNE takes, and compute what they should",
    arguments: [
      ("\(convolution) -N=1", 20_478),
      ("\(convolution) -N=1 -accumulation_buffer=1", 9402),
      ("\(convolution) -N=1 -rn_type=1", 9402),
      ("\(convolution) -N=1 -generate_tile=energy -accumulation_buffer=1", 6480),
      ("\(convolution) -N=2", 40_566),
      ("-FC \(gemm) -T_K=64 -T_M=2 -T_N=1", 6200),
      ("-DenseGEMM \(gemm) -T_K=64 -T_M=2 -T_N=1 -accumulation_buffer=1", 3740),
      ("-DenseGEMM \(gemm) -generate_tile=1 -accumulation_buffer=1", 1740),
      ("-DenseGEMM -M=7 -N=7 -K=7 -num_ms=16 -dn_bw=8 -rn_bw=8 -T_M=1 -T_N=8 -T_K=2 -accumulation_buffer=1", 72),
      ("-SparseGEMM \(sparse) -MK_sparsity=80 -KN_sparsity=10 -dataflow=MK_STA_KN_STR", 538),
      ("-SparseGEMM \(sparse) -MK_sparsity=80 -KN_sparsity=10 -dataflow=MK_STR_KN_STA -optimize=1", 2143),
      ("-SparseDense \(sparse) -MK_sparsity=80 -T_N=4 -T_K=32 -accumulation_buffer=1", 720),
      ("-SparseDense \(sparse) -MK_sparsity=80 -generate_tile=1 -accumulation_buffer=1", 840),
      ("-DenseGEMM -M=4 -N=4 -K=16 -ms_rows=4 -ms_cols=4 -dn_bw=8 -rn_bw=16 -T_N=4 -T_M=1 -T_K=1 \(mesh)", 92),
      ("-DenseGEMM -M=16 -N=16 -K=32 -ms_rows=16 -ms_cols=16 -dn_bw=32 -rn_bw=256 -T_N=16 -T_M=16 \(mesh)", 67),
    ])
  func cycles(command: String, cycles: Int) throws {
    try TemporaryFolder.with { folder in
      let result = try StonneBinary.run(
        command.split(separator: " ").map(String.init), in: folder, variables: ["OUTPUT_DIR": folder.path])
      #expect(result.exitCode == 0, "\(result.errors)")
      #expect(result.output.contains("\nNumber of cycles running: \(cycles)\n"))
      #expect(result.output.contains("Test passed correctly"))
      #expect(result.errors == "")
    }
  }

  @Test("every flag that is taken is announced, and the tile")
  func texts() throws {
    let command = "-CONV -R=1 -S=1 -X=2 -Y=2 -T_S=1 -print_stats=0"
    let result = try StonneBinary.run(command.split(separator: " ").map(String.init))
    let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(
      lines.prefix(8) == [
        "Changing R to 1", "Changing S to 1", "Changing X to 2", "Changing Y to 2", "Changing T_S to 1",
        "Changing print_stats to 0", "Output Size: (X'=2, Y'=2)",
        "Loading Tile: <T_R=1, T_S=1, T_C=1, T_K=1, T_G=1, T_N=1, T_X'=1, T_Y'=1>",
      ])
    #expect(lines.suffix(3) == ["\u{1B}[1;32mTest passed correctly \u{1B}[0m", "", ""])
  }

  @Test("both engines write the same bytes")
  func engines() throws {
    let files = try ["fast", "stepped"].map { engine in
      try TemporaryFolder.with { folder in
        let arguments = Self.convolution.split(separator: " ").map(String.init) + ["-engine=\(engine)"]
        _ = try StonneBinary.run(arguments, variables: ["OUTPUT_DIR": folder.path])
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(names.count == 2)
        return try names.map { try Data(contentsOf: folder.appending(path: $0)) }
      }
    }
    #expect(files[0] == files[1])
  }

  @Test("the statistics files have STONNE's names and lie in OUTPUT_DIR, which is made where it is missing")
  func files() throws {
    try TemporaryFolder.with { folder in
      let out = folder.appending(path: "new/folder")
      _ = try StonneBinary.run(["-FC", "-layer_name=fc6"], variables: ["OUTPUT_DIR": out.path])
      let names = try FileManager.default.contentsOfDirectory(atPath: out.path).sorted()
      let prefix = "output_stats_layer_fc6_architecture_MSes_64_dnbw_4_rn_bw_4timestamp_"
      #expect(names.count == 2)
      #expect(names.allSatisfy { $0.hasPrefix(prefix) })
      #expect(names.map { ($0 as NSString).pathExtension } == ["counters", "txt"])
    }
  }

  @Test("-print_stats=0 writes nothing")
  func noFiles() throws {
    try TemporaryFolder.with { folder in
      let result = try StonneBinary.run(["-FC", "-print_stats=0"], in: folder)
      #expect(result.exitCode == 0)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
      #expect(!result.output.contains("Printing stats"))
    }
  }

  @Test("a generated tile leaves the mapper's report in the current folder")
  func mapperReport() throws {
    try TemporaryFolder.with { folder in
      let command =
        "-CONV -R=3 -S=3 -C=4 -K=4 -X=6 -Y=6 -generate_tile=energy -accumulation_buffer=1 -print_stats=0"
      let result = try StonneBinary.run(command.split(separator: " ").map(String.init), in: folder)
      #expect(result.output.contains("\nUsing generator <Auto> and target <energy>\n"))
      #expect(
        result.output.contains("\nUsing mRNA as Tile Generator for CONV layer\nGenerated tile: <T_R=3, T_S=3,"))
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder.path) == [
          "mRNA_output_CONV_num_ms64_dn_bw4_rn_bw4_R3_S3_C4_K4_G1_N1_X6_Y6_X_4_Y_4_stride1.txt"
        ])
    }
  }

  @Test("a tile that stands in for the mapper's own is told on standard error")
  func standIn() throws {
    // STONNE's tile fills the array, and folds: without an accumulation buffer its forwarders do not fit.
    let command = "-FC -M=8 -N=8 -K=64 -num_ms=16 -generate_tile=performance -print_stats=0"
    try TemporaryFolder.with { folder in
      let result = try StonneBinary.run(command.split(separator: " ").map(String.init), in: folder)
      #expect(result.exitCode == 0)
      #expect(result.errors.hasPrefix("stonne: note: the mapper's own tile cannot run on this machine"))
      #expect(result.output.contains("Test passed correctly"))
    }
  }
}
