import ArgumentParser

/// `stonne`: what would this network cost on that accelerator?
package struct Stonne: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "stonne",
    abstract: "Runs whole neural networks on cycle-level simulated accelerators.",
    discussion: """
      Conv, Gemm and MatMul nodes of an ONNX model run on a simulated MAERI, SIGMA, MAGMA or TPU-like \
      array; every other node runs on a CPU reference executor. Reported are cycles, utilization, \
      accesses and energy, layer by layer.

      Exit codes: 0 done and every check holds, 1 a check failed, 64 wrong command line, 65 unusable \
      input, 74 the machine failed, 130 or 143 interrupted.
      """,
    version: "0.1.0",
    subcommands: [
      RunCommand.self,
      InspectCommand.self,
      AccuracyCommand.self,
      SweepCommand.self,
      MapCommand.self,
      CompareCommand.self,
      ExplainCommand.self,
      EnergyCommand.self,
      ValidateCommand.self,
      ConformanceCommand.self,
      ReportCommand.self,
      StatisticsCommand.self,
    ])

  package init() {}
}
