import SettingsFiles
import Sweeps
import Testing

@Suite("Rules that drop points")
struct SweepRuleTests {
  private func numbers(_ rule: String) throws -> [String] {
    let text = SweepText.lenet(
      "maeri_128mses_64_bw", axes: "ms_size = [64, 128]\ndn_bw = [32, 64]",
      rest: "[constraints]\nkeep = '''\(rule)'''")
    return try SweepPoints(text.specification()).points.map { $0.name([.multipliers, .distributionBandwidth]) }
  }

  @Test("each relation between a name and a number, in either order")
  func relations() throws {
    let all = ["ms_size=64 dn_bw=32", "ms_size=64 dn_bw=64", "ms_size=128 dn_bw=32", "ms_size=128 dn_bw=64"]
    #expect(try numbers("ms_size >= 128") == Array(all[2...]))
    #expect(try numbers("128 <= ms_size") == Array(all[2...]))
    #expect(try numbers("ms_size<128") == Array(all[..<2]))
    #expect(try numbers("ms_size > dn_bw") == [all[0]] + all[2...])
    #expect(try numbers("ms_size == dn_bw") == [all[1]])
    #expect(try numbers("ms_size != dn_bw") == [all[0]] + all[2...])
  }

  @Test("comparisons joined by `or`, texts, machine facts that are no axes")
  func alternatives() throws {
    #expect(try numbers("ms_size == 64 or dn_bw == 32").count == 3)
    #expect(try numbers("controller_type == 'MAERI_DENSE_WORKLOAD'").count == 4)
    #expect(try numbers("controller_type != \"MAERI_DENSE_WORKLOAD\" or processing_elements <= 64").count == 2)
    #expect(try numbers("area > 1e5").count == 4)
    // A value that no point has makes a comparison false.
    #expect(try numbers("sparsity == 0 or dn_bw == 32").count == 2)
  }

  @Test(
    "a text that is no rule is refused with its place",
    arguments: [
      ("ms_size", "a comparison has one of"), ("ms_size >=", "is missing"),
      ("ms_size = 3", "a comparison has one of"),
      ("ms_sise == 3", "did you mean `ms_size`?"), ("ms_size == 'x", "a quote is not closed"),
      ("ms_size == 3 and dn_bw == 3", "is left over"), ("", "is missing"), ("== 3", "is missing"),
    ])
  func refusals(rule: String, fragment: String) {
    let fault = SweepText.lenet(rest: "[constraints]\nkeep = ['''\(rule)''']").fault()
    #expect(fault.contains(fragment) && fault.contains("sweep.toml:6:"), "\(fault)")
  }
}
