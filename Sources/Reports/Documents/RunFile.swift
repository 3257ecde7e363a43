import Diagnostics
import FoundationEssentials
import Glibc
import SettingsFiles

/// A `run.json` that was written before, read again.
package struct RunFile: Sendable {
  /// The file itself, where a folder was named.
  package let path: String
  /// One a machine.
  package let runs: [RunDocument]

  /// A network of a million nodes stays below it.
  private static let sizeLimit = 2 << 30
  /// The largest whole number that JSON readers keep exactly; sums of counts stay below it, too.
  private static let countLimit = 1 << 53

  /// - Parameter path: a `run.json`, or the folder of a run.
  /// - Throws: ``RunFileError``, `FileAccessError`, `SettingsError` where the file is too large.
  package init(path: String) throws {
    var status = stat()
    let isFolder = stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    let file = isFolder ? path + (path.hasSuffix("/") ? "" : "/") + "run.json" : path
    if isFolder, access(file, F_OK) != 0 { throw RunFileError.noRun(folder: path) }
    try self.init(try readFile(file, limit: Self.sizeLimit), path: file)
  }

  /// - Parameter path: what messages call the file.
  /// - Throws: ``RunFileError``.
  package init(_ bytes: [UInt8], path: String) throws(RunFileError) {
    self.path = path
    do {
      runs = try JSONText.decode(Content.self, from: bytes).runs
    } catch let error as DecodingError {
      throw .malformed(path: path, reason: Self.reason(error))
    } catch {
      throw .malformed(path: path, reason: "it is no JSON")
    }
    guard !runs.isEmpty else { throw .malformed(path: path, reason: "`runs` is empty") }
    for run in runs {
      guard run.schema == 1 else { throw .schema(run.schema, path: path) }
      if let fault = Self.fault(in: run) { throw .malformed(path: path, reason: fault) }
    }
  }

  /// One run, or those of several machines.
  private struct Content: Decodable {
    let runs: [RunDocument]

    enum CodingKeys: CodingKey { case runs }

    init(from decoder: any Decoder) throws {
      let keys = try decoder.container(keyedBy: CodingKeys.self)
      runs =
        keys.contains(.runs)
        ? try keys.decode([RunDocument].self, forKey: .runs) : [try RunDocument(from: decoder)]
    }
  }

  /// What no run can have counted; `nil` where all is well.
  private static func fault(in run: RunDocument) -> String? {
    var sums = [0, 0, 0, 0]
    for layer in run.layers {
      let counts = [layer.cycles, layer.macs, layer.sramReads, layer.sramWrites]
      for (index, count) in counts.enumerated() {
        guard (0...countLimit).contains(count), sums[index] <= countLimit - count else {
          return "layer `\(layer.name)` has a count that no run has: \(count)"
        }
        sums[index] += count
      }
    }
    let totals = [run.totals.cycles, run.totals.macs, run.totals.sramReads, run.totals.sramWrites]
    guard totals.allSatisfy({ (0...countLimit).contains($0) }) else { return "a total is no count of a run" }
    return run.settings.flatMap(fault)
  }

  /// What no run can have been asked for.
  private static func fault(in settings: SettingsDocument) -> String? {
    if settings.bindings.values.contains(where: { !(1...countLimit).contains($0) }) {
      return "`settings.bindings` has an extent that no dimension has"
    }
    if let sparsity = settings.sparsity, !(0...1).contains(sparsity) {
      return "`settings.sparsity` is not from 0 to 1"
    }
    if let budget = settings.budget, !(budget > 0 && budget < 1e9) { return "`settings.budget` is no time" }
    return settings.candidates >= 1 ? nil : "`settings.candidates` is below 1"
  }

  private static func reason(_ error: DecodingError) -> String {
    func place(_ path: [any CodingKey]) -> String {
      path.reduce("") { text, key in
        key.intValue.map { "\(text)[\($0)]" } ?? (text.isEmpty ? "" : text + ".") + key.stringValue
      }
    }
    switch error {
    case .keyNotFound(let key, let context): return "the key `\(place(context.codingPath + [key]))` is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      return "`\(place(context.codingPath))` has a value of another type"
    case .dataCorrupted(let context) where !context.codingPath.isEmpty:
      return "`\(place(context.codingPath))` has a value that cannot be read"
    default: return "it is no JSON"
    }
  }
}
