import Hardware
import StonneFlags
import TestSupport
import Testing
import Workload

@Suite("STONNE's command line")
struct StonneCommandLineTests {
  private func settings(_ arguments: String...) throws -> StonneSettings {
    guard case .run(let settings, _) = try StonneCommandLine(arguments) else {
      throw StonneUsageError.form(arguments.joined(separator: " "))
    }
    return settings
  }

  @Test("an operation without flags has STONNE's defaults")
  func defaults() throws {
    let convolution = try settings("-CONV")
    #expect(convolution.layer == .convolution(ConvolutionShape(r: 1, s: 3, c: 1, k: 1, x: 1, y: 3)))
    #expect(convolution.tile == Tile(s: 3))
    #expect(convolution.hardware == HardwareConfiguration())
    #expect(convolution.layerName == "TestLayer")
    for name in ["-FC", "-DenseGEMM"] {
      #expect(try settings(name).layer == .denseGEMM(MatrixShape(m: 1, n: 1, k: 3)))
      #expect(try settings(name).tile == Tile())
    }
    let sparse = try settings("-SparseGEMM")
    #expect(sparse.matrix == MatrixShape(m: 4, n: 4, k: 8))
    #expect((sparse.leftSparsity, sparse.rightSparsity) == (20, 20))
    #expect(sparse.hardware.controller == .sigmaSparseGEMM)
    let sparseDense = try settings("-SparseDense")
    #expect(sparseDense.layer == .sparseDense(MatrixShape(m: 32, n: 16, k: 32)))
    #expect((sparseDense.leftSparsity, sparseDense.rightSparsity) == (70, 0))
    #expect(sparseDense.tile == Tile(m: 1, n: 4, k: 8))
    #expect(sparseDense.hardware.accumulationBuffer == 1)
  }

  @Test("every flag takes its own default", arguments: StonneOperation.allCases)
  func defaultsAreAccepted(operation: StonneOperation) {
    let defaults = StonneSettings(operation)
    for flag in operation.flags where flag.text(defaults) != "0" || flag.choices.contains("0") {
      var settings = defaults
      #expect(flag.take(flag.text(defaults), &settings), "-\(flag.name)=\(flag.text(defaults))")
      #expect(flag.text(settings) == flag.text(defaults))
    }
  }

  @Test("no operation has two flags of one name", arguments: StonneOperation.allCases)
  func namesAreUnique(operation: StonneOperation) {
    #expect(Set(operation.flags.map(\.name)).count == operation.flags.count)
  }

  @Test("a value goes where its flag says, and of repeated flags the last one counts")
  func values() throws {
    let gemm = try settings("-DenseGEMM", "-M=4", "-M=5", "-N=6", "-K=7", "-T_M=2", "-T_N=3", "-T_K=1")
    #expect(gemm.matrix == MatrixShape(m: 5, n: 6, k: 7))
    #expect(gemm.tile == Tile(m: 2, n: 3, k: 1))
    #expect(try settings("-CONV", "-layer_name=a=b").layerName == "a=b")
    #expect(try settings("-CONV", "-layer_name=").layerName == "")
  }

  @Test("networks may be named, or numbered as STONNE's documentation does")
  func networks() throws {
    for (text, network) in [("ASNETWORK", "0"), ("FENETWORK", "1"), ("TEMPORALRN", "2")] {
      let named = try settings("-CONV", "-rn_type=\(text)").hardware.reduceNetwork
      #expect(named.rawValue == text)
      #expect(try settings("-CONV", "-rn_type=\(network)").hardware.reduceNetwork == named)
    }
    #expect(try settings("-FC", "-mn_type=0").hardware.multiplierNetwork == .linear)
    #expect(try settings("-FC", "-mn_type=1").hardware.multiplierNetwork == .outputStationaryMesh)
  }

  @Test("targets and generators are known by name in any case, and by number")
  func mappers() throws {
    #expect(try settings("-FC", "-generate_tile=ENERGY").target == .energy)
    #expect(try settings("-FC", "-generate_tile=3").target == .energyEfficiency)
    #expect(try settings("-FC", "-generate_tile=none").target == nil)
    #expect(try settings("-FC", "-generator=stonnemapper").generator == .stonneMapper)
    #expect(try settings("-FC", "-generator=1").generator == .mrna)
  }

  @Test(
    "a wrong argument is told apart",
    arguments: [
      (["-Conv"], StonneUsageError.operation("-Conv")),
      (["-CONV", "R=3"], .form("R=3")),
      (["-CONV", "-R"], .form("-R")),
      (["-CONV", "-M=3"], .unknownFlag("M", of: .convolution)),
      (["-CONV", "-mn_type=LINEAR"], .unknownFlag("mn_type", of: .convolution)),
      (["-SparseGEMM", "-generate_tile=1"], .unknownFlag("generate_tile", of: .sparseGEMM)),
    ])
  func wrongArguments(arguments: [String], error: StonneUsageError) {
    #expect(throws: error) { try StonneCommandLine(arguments) }
  }

  @Test(
    "a value that its flag does not take is refused",
    arguments: [
      "-R=", "-R=x", "-R=3x", "-R= 3", "-R=0", "-R=-1", "-R=4294967296", "-R=99999999999999999999", "-R=1.5",
      "-num_ms=0", "-num_ms=48", "-num_ms=-64", "-dn_bw=3", "-rn_bw=5", "-rn_type=asnetwork", "-rn_type=3",
      "-generate_tile=fast", "-generator=best", "-print_stats=2", "-accumulation_buffer=-1", "-layer_name=a/b",
      "-layer_name=\(String(repeating: "a", count: 121))", "-engine=slow",
    ])
  func wrongValues(argument: String) {
    #expect(throws: StonneUsageError.self) { try StonneCommandLine(["-CONV", argument]) }
  }

  @Test("a hint names what is nearest")
  func hints() {
    #expect(StonneUsageError.operation("-DenseGemm").hint == "did you mean `-DenseGEMM`?")
    #expect(StonneUsageError.unknownFlag("num_mss", of: .convolution).hint == "did you mean `-num_ms`?")
    #expect(StonneUsageError.unknownFlag("T_X", of: .convolution).hint == "did you mean `-T_X_`?")
    #expect(StonneUsageError.unknownFlag("X", of: .sparseGEMM).hint == "stonne -SparseGEMM -h lists its flags")
  }

  @Test("a single dash is STONNE's, two are not")
  func dashes() {
    #expect(StonneCommandLine.isMeant(by: ["-CONV"]))
    #expect(StonneCommandLine.isMeant(by: ["-h"]))
    #expect(!StonneCommandLine.isMeant(by: ["--help"]))
    #expect(!StonneCommandLine.isMeant(by: ["run", "-h"]))
    #expect(!StonneCommandLine.isMeant(by: []))
  }

  @Test("-h asks for help, on an operation also among flags that are wrong")
  func help() throws {
    guard case .help = try StonneCommandLine(["-h"]) else { throw StonneUsageError.form("-h") }
    for operation in StonneOperation.allCases {
      let name = "-\(operation.rawValue)"
      for arguments in [[name, "-h"], [name, "-R=none", "-h"], [name, "-h", "R"]] {
        guard case .helpOn(operation) = try StonneCommandLine(arguments) else {
          throw StonneUsageError.form(arguments.joined(separator: " "))
        }
      }
    }
    #expect(throws: StonneUsageError.operation("-Conv")) { try StonneCommandLine(["-Conv", "-h"]) }
  }

  @Test(
    "a usage error is one line: what, where, why, and what is accepted",
    arguments: [
      (
        ["-Conv"],
        "operation `-Conv` in the command line: accepted are -CONV, -FC, -DenseGEMM, -SparseGEMM, -SparseDense",
        "did you mean `-CONV`?"
      ),
      (
        ["-LSTM"],
        "operation `-LSTM` in the command line: accepted are -CONV, -FC, -DenseGEMM, -SparseGEMM, -SparseDense",
        "stonne --help shows the other commands"
      ),
      (["-FC", "M"], "argument `M` in the command line: a flag is written -name=value", nil),
      (
        ["-FC", "-zzzzzzzz=1"], "flag `-zzzzzzzz` in the command line: -FC does not have it",
        "stonne -FC -h lists its flags"
      ),
      (
        ["-SparseDense", "-MK_sparsity=101"],
        "value `-MK_sparsity=101` in the command line: accepted: a whole number from 0 to 100", nil
      ),
      (["-FC", "-M=0"], "value `-M=0` in the command line: accepted: a whole number from 1", nil),
      (
        ["-FC", "-rn_type=FNETWORK"],
        "value `-rn_type=FNETWORK` in the command line: accepted: ASNETWORK, FENETWORK, TEMPORALRN, 0, 1, 2",
        "did you mean `FENETWORK`?"
      ),
    ] as [([String], String, String?)])
  func texts(arguments: [String], text: String, hint: String?) {
    let error = #expect(throws: StonneUsageError.self) { try StonneCommandLine(arguments) }
    #expect(error?.description == text)
    #expect(error?.hint == hint)
  }

  @Test("a command line in bytes is one where every line is an argument and the layer fits the machine")
  func bytes() {
    func isCommand(_ text: String) -> Bool { Array(text.utf8).withUnsafeBytes(isStonneCommandLine) }
    #expect(isCommand("-CONV"))
    #expect(isCommand("-FC\n-M=4\n-h"))
    #expect(!isCommand(""))
    #expect(!isCommand("-CONV\n"))
    #expect(!isCommand("-CONV\n-R=5"), "a filter larger than its input")
    #expect(!isCommand("-FC\n-num_ms=64\n-dn_bw=128"), "more bandwidth than multipliers")
    #expect(!isCommand("-FC\n-M=8\n-N=8\n-num_ms=16\n-T_M=8\n-T_N=8"), "a tile larger than the array")
  }

  @Test("damaged command lines never trap")
  func mutations() {
    let command = "-CONV\n-R=3\n-S=3\n-C=4\n-K=4\n-X=8\n-Y=8\n-T_R=3\n-num_ms=64\n-dn_bw=8\n-rn_type=1"
    for bytes in ByteMutations(of: Array(command.utf8), seeds: 0..<3000, alphabet: Array("-=0919\n".utf8)) {
      _ = bytes.withUnsafeBytes(isStonneCommandLine)
    }
  }
}
