import Sweeps
import Testing

@Suite("A sweep's file")
struct SweepSpecificationTests {
  @Test(
    "what cannot be used is named with its line, its key, what is accepted and the nearest name",
    arguments: [
      (SweepText.lenet(axes: "sparcity = [0]"), ["axes.sparcity", "sweep.toml:4", "did you mean `sparsity`?"]),
      (SweepText.lenet(axes: "mapper = \"optimla\""), ["axes.mapper", ":4", "did you mean `optimal`?"]),
      (SweepText.lenet(axes: "sparsity = []"), ["axes.sparsity = []", ":4", "one value or more"]),
      (
        SweepText.lenet(axes: "sparsity = [0, \"half\"]"),
        ["axes.sparsity = \"half\"", ":4:", "it is text", "ratio"]
      ),
      (SweepText.lenet(axes: "sparsity = 1.5"), ["axes.sparsity = 1.5", "from 0 (keep all) to 1"]),
      (SweepText.lenet(axes: "ms_size = [64, 6.4]"), ["axes.ms_size = 6.4", "an integer"]),
      (SweepText.lenet(axes: "dn_bw = -1"), ["axes.dn_bw = -1", "0 to 4294967295"]),
      (SweepText.lenet(axes: "mesh = \"16\""), ["axes.mesh", "16x16"]),
      (SweepText.lenet(axes: "prune = \"smallest\""), ["axes.prune", "magnitude"]),
      (SweepText.lenet(axes: "optimize = 1"), ["axes.optimize", "`true` or `false`"]),
      (
        SweepText.lenet(axes: "mesh = \"4x4\"\nms_rows = 8"),
        ["axes.ms_rows", ":5", "`mesh` sets it as well", "leave one of them out"]
      ),
      (
        SweepText.lenet(rest: "[[points]]\n\"SDMemory.dn_bw\" = 4\ndn_bw = 8"),
        ["points.dn_bw", ":7", "`SDMemory.dn_bw` sets it"]
      ),
      (SweepText.lenet(axes: "model2 = 1"), ["axes.model2", "did you mean `model`?"]),
      (SweepText.lenet("maeri_256mses_127_bw"), ["axes.hardware", ":3", "no such file", "did you mean"]),
      (SweepText.lenet(rest: "[constrains]\nkeep = []"), ["constrains", ":5", "did you mean `constraints`?"]),
      (SweepText.lenet(rest: "[constraints]\nkep = []"), ["constraints.kep", ":6", "`keep`"]),
      (SweepText.lenet(rest: "[constraints]\nkeep = [3]"), ["constraints.keep = 3", "rules in quotes"]),
      (SweepText.lenet(rest: "[run]\ntiming_only = 1"), ["run.timing_only", ":6", "`true` or `false`"]),
      (SweepText.lenet(rest: "[accuracy]\nlimit = 3"), ["accuracy.data = []", "one value or more"]),
      (SweepText.lenet(rest: "[[points]]\nmodel = \"models/lenet5.onnx\""), ["points.hardware", "required"]),
      (
        SweepText.lenet(axes: "prune = \"global\"", rest: "[run]\ntiming_only = true"),
        ["run.timing_only", "false where prune"]
      ),
      (SweepText(text: "[axes]\nmodel = \"models/lenet5.onnx\""), ["axes.hardware", "required", ":1"]),
      (SweepText(text: ""), ["neither `[axes]` nor `[[points]]`"]),
      (SweepText(text: "[axes"), ["sweep.toml:1"]),
    ])
  func refusals(text: SweepText, fragments: [String]) {
    let fault = text.fault()
    for fragment in fragments { #expect(fault.contains(fragment), "`\(fragment)` in: \(fault)") }
  }

  @Test("columns are the axes in the order of the file, those of single points last")
  func columns() throws {
    let text = SweepText.lenet(
      axes: "sparsity = 0",
      rest: """
        [[points]]
        hardware = "simulation_files/tpu_16_16_pes.cfg"
        model = "models/lenet5.onnx"
        seed = 3
        """)
    #expect(try text.specification().columns == [.model, .hardware, .sparsity, .seed])
  }
}
