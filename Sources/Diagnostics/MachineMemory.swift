import Glibc

/// The memory that this process may use.
package enum MachineMemory {
  /// The least of the machine's memory, the limit of the control group that the process is in, and that of its
  /// address space (`ulimit -v`); `Int.max` where none is known.
  package static let available = [physical, controlGroup, addressSpace].compactMap { $0 }.min() ?? .max

  /// What a run may use unless it is told: 80 % of it.
  package static let defaultLimit = available == .max ? .max : available / 5 * 4

  private static var physical: Int? {
    let bytes = sysconf(Int32(_SC_PHYS_PAGES)).multipliedReportingOverflow(by: sysconf(Int32(_SC_PAGESIZE)))
    return bytes.partialValue > 0 && !bytes.overflow ? bytes.partialValue : nil
  }

  private static var addressSpace: Int? {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0 else { return nil }
    return Int(exactly: limit.rlim_cur)
  }

  /// Linux's control groups, version 2, then 1: the group's own file where `/proc/self/cgroup` leads to it, else
  /// that of the root, which is the container's own.
  private static var controlGroup: Int? {
    let own = text(of: "/proc/self/cgroup").split(separator: "\n").compactMap { line -> String? in
      line.hasPrefix("0::") ? String(line.dropFirst(3)) : nil
    }
    let paths =
      own.map { "/sys/fs/cgroup\($0)/memory.max" }
      + ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"]
    return paths.compactMap { limit(in: text(of: $0)) }.min()
  }

  /// The number in a limit's file; `nil` for `max` and for what version 1 writes for no limit.
  static func limit(in text: String) -> Int? {
    guard let bytes = Int(text.prefix { $0 != "\n" }), bytes > 0, bytes < 1 << 60 else { return nil }
    return bytes
  }

  /// The first bytes of a small file; empty where it cannot be read.
  private static func text(of path: String) -> String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = fread(&buffer, 1, buffer.count, file)
    return String(decoding: buffer[..<count], as: UTF8.self)
  }
}
