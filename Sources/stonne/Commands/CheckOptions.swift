import ArgumentParser
import ModelRunner
import Reports

/// Options that hold the network's outputs against others.
struct CheckOptions: ParsableArguments {
  @Flag(help: "Also run the network on the CPU reference executor and compare every output.")
  var check = false

  @Option(
    help: ArgumentHelp("Compare with given outputs: an .npz, or a folder with output_*.pb.", valueName: "path"))
  var expect: String?

  @Option(help: "Absolute tolerance of --check and --expect (default: 1e-5; 16-bit floats: 1e-3).")
  var atol: Double?

  @Option(help: "Relative tolerance, times the largest expected magnitude (default: 1e-4; 16-bit floats: 1e-2).")
  var rtol: Double?

  mutating func validate() throws {
    for (name, value) in [("atol", atol), ("rtol", rtol)] {
      if let value, !(value >= 0 && value.isFinite) {
        throw ValidationError("--\(name) \(value): a tolerance is a number of 0 or more.")
      }
    }
  }

  /// What is read for them.
  var files: [NamedFile] {
    NamedFile.option("--expect", expect) { $0.hasPrefix("output_") && $0.hasSuffix(".pb") }
  }

  var tolerance: ToleranceOverride { ToleranceOverride(absolute: atol, relative: rtol) }
}
