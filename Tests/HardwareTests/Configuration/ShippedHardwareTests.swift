import Hardware
import TestSupport
import Testing

@Suite("Shipped hardware files")
struct ShippedHardwareTests {
  private static let files = (try? filesInRepository("simulation_files").filter { $0.hasSuffix(".cfg") }) ?? []

  @Test("every shipped file is legal", arguments: files)
  func legal(_ file: String) throws {
    _ = try HardwareConfiguration(path: file)
  }

  @Test("thirteen machines are shipped")
  func count() { #expect(Self.files.count == 13) }

  @Test("a linear file has the multipliers and the bandwidth of its name")
  func names() throws {
    for file in Self.files {
      let name = file.split(separator: "/").last.map(String.init) ?? file
      guard let parts = name.wholeMatch(of: /(maeri|magma|sigma)_([0-9]+)mses_([0-9]+)_bw\.cfg/) else {
        #expect(name == "tpu_16_16_pes.cfg")
        continue
      }
      let configuration = try HardwareConfiguration(path: file)
      #expect(configuration.multipliers == Int(parts.2))
      #expect(configuration.distributionBandwidth == Int(parts.3))
      #expect(configuration.collectionBandwidth == Int(parts.3))
    }
  }
}
