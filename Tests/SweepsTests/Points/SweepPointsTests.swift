import Sweeps
import Testing

@Suite("The points of a sweep")
struct SweepPointsTests {
  private static let columns: [SweepAxis] = [.multipliers, .sparsity]

  private func points(_ text: SweepText) throws -> SweepPoints { try SweepPoints(text.specification()) }

  @Test("the product of the axes, the last one changing fastest, numbered from 1")
  func product() throws {
    let points = try points(.lenet("maeri_128mses_64_bw", axes: "ms_size = [64, 128]\nsparsity = [0, 0.5]")).points
    #expect(
      points.map { $0.name(Self.columns) } == [
        "ms_size=64 sparsity=0", "ms_size=64 sparsity=0.5", "ms_size=128 sparsity=0", "ms_size=128 sparsity=0.5",
      ])
    #expect(points.map(\.number) == [1, 2, 3, 4])
    #expect(points.map(\.hardware.multipliers) == [64, 64, 128, 128])
    #expect(points.map(\.request.sparsity) == [0, 0.5, 0, 0.5])
  }

  @Test("hardware that cannot be built is dropped with the rule that it breaks")
  func illegalHardware() throws {
    let points = try points(.lenet(axes: "dn_bw = [64, 3]"))
    #expect(points.points.count == 1)
    #expect(points.dropped.map(\.reason).first?.hasPrefix("hardware `SDMemory.dn_bw = 3`: it has to cut") == true)
  }

  @Test("a rule drops points and says with which values; an area limit needs no run")
  func rules() throws {
    let points = try points(.lenet(axes: "ms_size = [128, 256]", rest: "[constraints]\nkeep = \"area <= 600000\""))
    #expect(points.points.map(\.hardware.multipliers) == [128])
    #expect(points.dropped.first?.reason.hasPrefix("rule `area <= 600000` does not hold (area 945") == true)
  }

  @Test("a sweep without a legal point is refused with the most frequent reason")
  func nothingLeft() {
    let fault = SweepText.lenet(axes: "dn_bw = [3, 5]\nms_size = [64, 128]").fault()
    #expect(fault.contains("key `axes`") && fault.contains("no legal point is left of 4"), "\(fault)")
    #expect(fault.contains("SDMemory.dn_bw"), "\(fault)")
  }

  @Test("the same point twice is one")
  func duplicates() throws {
    let points = try points(.lenet(axes: "sparsity = [0, 0.0, 0.5]"))
    #expect(points.points.count == 2)
    #expect(points.dropped.map(\.reason) == ["it is there already"])
  }

  @Test("single points come besides the product, or alone")
  func explicit() throws {
    let point = """
      [[points]]
      model = "models/lenet5.onnx"
      hardware = "simulation_files/tpu_16_16_pes.cfg"
      mesh = "8x24"
      """
    #expect(try points(.lenet(rest: point)).points.count == 2)
    let alone = try points(SweepText(text: point)).points
    #expect(alone.map(\.hardware.rows) == [8] && alone.map(\.hardware.columns) == [24])
  }

  @Test("a product that no one would finish is refused")
  func tooMany() {
    let thousand = (1...1001).map(String.init).joined(separator: ", ")
    let fault = SweepText.lenet(axes: "seed = [\(thousand)]\nrn_bw = [\(thousand)]").fault()
    #expect(fault.contains("more than 1000000 points"), "\(fault)")
  }

  @Test("full names of STONNE's hardware files are taken as well")
  func fullNames() throws {
    let points = try points(
      .lenet("maeri_128mses_64_bw", axes: "\"MSNetwork.ms_size\" = 64\n\"ReduceNetwork.type\" = \"FENETWORK\"")
    )
    .points
    #expect(points.map(\.hardware.multipliers) == [64] && points.map(\.hardware.reduceNetwork) == [.foldingTree])
  }
}
