import Hardware
import ModelRunner
import Reports
import SettingsFiles

/// Whether bytes are a sweep's file of which at most 64 points are left: read, its rules asked, its points named.
///
/// The only files that are there for it are `m.onnx`, the machines `maeri.cfg`, `sigma.cfg`, `magma.cfg` and `tpu.cfg`,
/// the energy table `costs.txt` and `data.npz`; none is on the disk. For fuzzing from outside the package: whatever the
/// bytes, it answers.
public func isSweepFile(_ bytes: UnsafeRawBufferPointer) -> Bool {
  do {
    let specification = try SweepSpecification(
      SettingsDocument(text: Array(bytes), file: "sweep"),
      paths: SweepPaths(file: "sweep", present: FuzzedFiles.names))
    let points = try SweepPoints(specification, limit: 64, files: FuzzedFiles.files)
    return points.points.allSatisfy { !$0.name(specification.columns).isEmpty && !$0.located("sweep").isEmpty }
  } catch { return false }
}

/// Whether bytes are rows of a sweep's database that can be reported, an outcome or a layer's price a line.
///
/// A cell begins with its type (`i` integer, `r` real, `t` text, `n` null); there are tabs between cells. For fuzzing
/// from outside the package: whatever the bytes, it answers.
public func isSweepRows(_ bytes: UnsafeRawBufferPointer) -> Bool {
  let rows = bytes.split(separator: UInt8(ascii: "\n")).map { line in
    line.split(separator: UInt8(ascii: "\t")).map { Cell(fuzzed: String(decoding: $0, as: UTF8.self)) }
  }
  do {
    for price in rows.compactMap(LayerPrice.init) {
      _ = try? EnergyReport(price.activity, cycles: price.cycles)
    }
    let specification = try SweepSpecification(
      SettingsDocument(text: Array(FuzzedFiles.sweep.utf8), file: "sweep"),
      paths: SweepPaths(file: "sweep", present: FuzzedFiles.names))
    let points = try SweepPoints(specification, limit: 64, files: FuzzedFiles.files)
    var records: [String: PointRecord] = [:]
    for (point, var record) in zip(points.points, rows.compactMap(PointRecord.init)) {
      record.content = point.content
      records[point.name(specification.columns)] = record
    }
    let report = SweepReport(specification, points, records: records)
    for format in ReportFormat.allCases { _ = try report.text(in: format, width: 80) }
    return !records.isEmpty
  } catch { return false }
}

extension Cell {
  fileprivate init(fuzzed text: String) {
    let value = String(text.dropFirst())
    switch text.first {
    case "i": self.init(Int(value))
    case "r": self.init(Double(value))
    case "t": self = .text(value)
    default: self = .null
    }
  }
}

/// What a sweep finds where it must not touch the disk.
private enum FuzzedFiles {
  static let sweep = """
    [axes]
    model = "m.onnx"
    hardware = ["maeri.cfg", "sigma.cfg", "tpu.cfg"]
    sparsity = [0, 0.5]
    """

  static let names = Set(machines.keys).union(["m.onnx", "costs.txt", "data.npz"])

  static let files = SweepFiles(
    machines: machines, tables: ["costs.txt": .standard],
    digests: FileDigests(
      known: Dictionary(uniqueKeysWithValues: names.flatMap { [($0, $0), ("model \($0)", $0)] })))

  private static let machines = [
    "maeri.cfg": machine("MAERI_DENSE_WORKLOAD", array: "ms_size = 32", reduction: "ASNETWORK"),
    "sigma.cfg": machine("SIGMA_SPARSE_GEMM", array: "ms_size = 32", reduction: "ASNETWORK", buffer: 0),
    "magma.cfg": machine("MAGMA_SPARSE_DENSE", array: "ms_size = 32", reduction: "ASNETWORK"),
    "tpu.cfg": machine(
      "TPU_OS_DENSE", array: "type = \"OS_MESH\"\nms_rows = 4\nms_cols = 4", reduction: "TEMPORALRN",
      bandwidth: 8),
  ].compactMapValues { $0 }

  private static func machine(
    _ controller: String, array: String, reduction: String, bandwidth: Int = 32, buffer: Int = 1
  ) -> HardwareFile? {
    let text = """
      [MSNetwork]
      \(array)
      [ReduceNetwork]
      type = "\(reduction)"
      accumulation_buffer_enabled = \(buffer)
      [SDMemory]
      dn_bw = \(bandwidth)
      rn_bw = 32
      controller_type = "\(controller)"
      """
    return try? HardwareFile(SettingsDocument(text: Array(text.utf8), file: "machine"))
  }
}
