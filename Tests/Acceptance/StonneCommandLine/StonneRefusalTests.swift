import Testing

@Suite("STONNE's command line refuses what it cannot do")
struct StonneRefusalTests {
  private func refused(_ command: String, exitCode: Int32, naming fragments: [String]) throws {
    let arguments = command.split(separator: " ").map(String.init)
    let result = try StonneBinary.run(arguments + (arguments.count > 1 ? ["-print_stats=0"] : []))
    #expect(result.exitCode == exitCode, "\(result.errors)")
    #expect(result.errorMessages.count == 1, "\(result.errors)")
    #expect(result.output == "")
    for fragment in fragments { #expect(result.errors.contains(fragment), "\(result.errors)") }
  }

  @Test(
    "a wrong command is a usage error",
    arguments: [
      ("-Conv", ["-Conv", "did you mean `-CONV`?"]),
      ("-CONV -num_mss=64", ["num_mss", "did you mean `-num_ms`?"]),
      ("-CONV -num_ms=63", ["num_ms=63", "power of two"]),
      ("-CONV -R=abc", ["-R=abc"]),
      ("-FC -rn_type=SPATIAL", ["SPATIAL", "ASNETWORK"]),
      ("-SparseDense -MK_sparsity=101", ["MK_sparsity=101"]),
      ("-FC something", ["something"]),
    ])
  func usage(command: String, fragments: [String]) throws {
    try refused(command, exitCode: 64, naming: fragments)
  }

  @Test(
    "hardware, layers and tiles that do not go together are named with the rule",
    arguments: [
      ("-FC -num_ms=64 -dn_bw=128", ["dn_bw"]),
      ("-FC -num_ms=64 -rn_bw=128", ["rn_bw", "64"]),
      ("-FC -mem_ctrl=SIGMA_SPARSE_GEMM", ["SIGMA_SPARSE_GEMM"]),
      ("-FC -M=8 -N=8 -K=8 -num_ms=16 -T_M=4 -T_N=4 -T_K=2", ["T_M=4", "16"]),
      ("-FC -M=8 -N=8 -K=8 -num_ms=16 -T_N=8 -T_K=2", ["accumulation buffer"]),
      ("-CONV -R=5 -X=3", ["X = 3", "R = 5"]),
      ("-CONV -C=3 -G=2", ["C = 3", "G = 2"]),
      ("-CONV -R=9 -S=9 -X=9 -Y=9 -num_ms=64 -generate_tile=performance", ["9 x 9", "64"]),
      ("-CONV -generate_tile=1 -generator=StonneMapper", ["stonnemapper"]),
      ("-SparseDense -generate_tile=1 -generator=mRNA", ["mrna"]),
      ("-FC -M=4000000000 -N=4000000000 -K=4000000000", ["DenseGEMM"]),
      ("-FC -M=100000 -N=100000 -K=1000", ["bytes"]),
    ])
  func unusable(command: String, fragments: [String]) throws {
    try refused(command, exitCode: 65, naming: fragments)
  }
}
