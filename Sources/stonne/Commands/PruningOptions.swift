import ArgumentParser
import Reports

/// Options that prune weights before the network runs.
struct PruningOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Prune the weights of Conv, Gemm and MatMul nodes to this ratio (0 to 1) before running.",
      valueName: "ratio"))
  var sparsity: Double?

  @Option(
    name: .customLong("sparsity-map"),
    help: ArgumentHelp(
      "Ratios by layer, a TOML file of lines `\"layer\" = ratio`; layers without a line get --sparsity.",
      valueName: "file"))
  var sparsityMap: String?

  @Option(
    help: ArgumentHelp("magnitude (default), global, n:m, block:RxC or channel.", valueName: "method"))
  var prune: String?

  /// What is read for them.
  var files: [NamedFile] { NamedFile.option("--sparsity-map", sparsityMap) }
}
