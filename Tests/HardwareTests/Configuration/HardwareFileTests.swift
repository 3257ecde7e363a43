import Hardware
import SettingsFiles
import TestSupport
import Testing

@Suite("Hardware files")
struct HardwareFileTests {
  private func file(_ text: String) throws(SettingsError) -> HardwareFile {
    try HardwareFile(SettingsDocument(text: Array(text.utf8), file: "hw.cfg"))
  }

  private func refusal(_ text: String) throws -> String {
    do {
      _ = try file(text).legalConfiguration()
      return "accepted"
    } catch let error as HardwareError {
      return error.description
    } catch let error as SettingsError {
      return error.description
    }
  }

  @Test("an empty file is STONNE's default machine")
  func defaults() throws {
    let configuration = try file("").legalConfiguration()
    #expect(configuration == HardwareConfiguration())
    #expect(configuration.multipliers == 64)
    #expect(configuration.distributionBandwidth == 4)
    #expect(configuration.collectionBandwidth == 4)
    #expect(configuration.controller == .maeriDense)
  }

  @Test("every key of STONNE's format is read")
  func everyKey() throws {
    let text = """
      print_stats_enabled = false
      [DSNetwork]
      n_switches_traversed_by_cycle = 101
      [DSwitch]
      latency = 102
      input_ports = 103
      output_ports = 104
      port_width = 105
      [MSNetwork]
      ms_size = 256
      ms_rows = 106
      ms_cols = 107
      type = "LINEAR"
      [MSwitch]
      latency = 108
      input_ports = 109
      output_ports = 110
      forwarding_ports = 111
      port_width = 112
      buffers_capacity = 113
      [ReduceNetwork]
      type = "FENETWORK"
      accumulation_buffer_enabled = 3
      [ASwitch]
      buffers_capacity = 114
      input_ports = 115
      output_ports = 116
      forwarding_ports = 117
      port_width = 118
      latency = 119
      [LookUpTable]
      latency = 120
      port_width = 121
      [SDMemory]
      dn_bw = 32
      rn_bw = 16
      port_width = 122
      controller_type = "MAERI_DENSE_WORKLOAD"
      """
    let configuration = try file(text).legalConfiguration()
    #expect(!configuration.printStatistics)
    #expect(configuration.multipliers == 256)
    #expect(configuration.rows == 106)
    #expect(configuration.columns == 107)
    #expect(configuration.reduceNetwork == .foldingTree)
    #expect(configuration.accumulationBuffer == 3)
    #expect(configuration.distributionBandwidth == 32)
    #expect(configuration.collectionBandwidth == 16)
    let printed = configuration.printedOnly
    #expect(
      [
        printed.switchesTraversedByCycle, printed.distributionSwitchLatency, printed.distributionSwitchInputPorts,
        printed.distributionSwitchOutputPorts, printed.distributionSwitchPortWidth, printed.multiplierLatency,
        printed.multiplierInputPorts, printed.multiplierOutputPorts, printed.multiplierForwardingPorts,
        printed.multiplierPortWidth, printed.multiplierBufferCapacity, printed.adderBufferCapacity,
        printed.adderInputPorts, printed.adderOutputPorts, printed.adderForwardingPorts, printed.adderPortWidth,
        printed.adderLatency, printed.lookUpTableLatency, printed.lookUpTablePortWidth, printed.memoryPortWidth,
      ] == [101, 102, 103, 104, 105, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119, 120, 121, 122])
    #expect(printed.writeBufferCapacity == 256)
  }

  @Test("dotted keys set the same values as tables")
  func dottedKeys() throws {
    #expect(try file("MSNetwork.ms_size = 32").legalConfiguration().multipliers == 32)
  }

  @Test(
    "a value of another type, an unknown key and a negative number are refused where they stand",
    arguments: [
      (
        "[MSNetwork]\nms_size = \"128\"\n",
        "value `MSNetwork.ms_size = \"128\"` in hw.cfg:2:11: "
          + "it is text where an integer from 0 to 4294967295 is accepted"
      ),
      (
        "[ReduceNetwork]\naccumulation_buffer_enabled = true\n",
        "value `ReduceNetwork.accumulation_buffer_enabled = true` in hw.cfg:2:31: "
          + "it is true or false where an integer: 0 is off, 1 is on is accepted"
      ),
      (
        "print_stats_enabled = 0\n",
        "value `print_stats_enabled = 0` in hw.cfg:1:23: it is an integer where `true` or `false` is accepted"
      ),
      (
        "[SDMemory]\ndn_bw = -1\n",
        "value `SDMemory.dn_bw = -1` in hw.cfg:2:9: accepted: an integer from 0 to 4294967295"
      ),
      (
        "[SDMemory]\nbuswidth = 1\n",
        "key `SDMemory.buswidth` in hw.cfg:2:1: not known here; "
          + "accepted: dn_bw, rn_bw, controller_type, port_width"
      ),
      (
        "[ReduceNetwork]\ntype = \"ASNET\"\n",
        "value `ReduceNetwork.type = \"ASNET\"` in hw.cfg:2:8: accepted: ASNETWORK, FENETWORK, TEMPORALRN"
      ),
    ])
  func refused(_ text: String, _ message: String) throws {
    #expect(try refusal(text) == message)
  }

  @Test("an illegal setting is refused where it stands, a default one with the file's name")
  func illegal() throws {
    #expect(
      try refusal("[MSNetwork]\n  ms_size = 100\n")
        == "hardware `MSNetwork.ms_size = 100` in hw.cfg:2:13: "
        + "a linear array has a power of two of multipliers, from 2 to 65536")
    #expect(try refusal("[MSNetwork]\nms_size = 2\n").contains("`SDMemory.dn_bw = 4` in hw.cfg: "))
  }

  @Test("an unknown table gets the nearest one as a hint")
  func unknownTable() throws {
    let error = #expect(throws: SettingsError.self) { _ = try self.file("[MSNetwrk]\nms_size = 128\n") }
    #expect(error?.hint == "did you mean `MSNetwork`?")
  }

  @Test("random changes to a hardware file never trap")
  func mutations() {
    let original = Array(
      "[MSNetwork]\nms_size=128\ntype=\"OS_MESH\"\nms_rows=16\n[SDMemory]\ndn_bw=64\nrn_bw=64\n".utf8)
    for text in ByteMutations(of: original, seeds: 0..<2000, alphabet: Array("0123456789\"_=[]".utf8)) {
      _ = text.withUnsafeBytes(isHardwareFile)
    }
  }
}
