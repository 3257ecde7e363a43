import Hardware
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

/// What a sweep finds where it must not touch the disk.
private enum FuzzedFiles {
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
