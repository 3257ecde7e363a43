import Glibc

/// The memory that this process may use.
package enum MachineMemory {
  /// The least of the machine's memory, the limit of the control group that the process is in, and what its own limits
  /// leave at its start; `Int.max` where none is known.
  package static let available = [physical, controlGroup, unclaimed].compactMap { $0 }.min() ?? .max

  /// What a run may use unless it is told: 80 % of it.
  package static let defaultLimit = available == .max ? .max : available / 5 * 4

  private static var physical: Int? {
    let bytes = sysconf(Int32(_SC_PHYS_PAGES)).multipliedReportingOverflow(by: sysconf(Int32(_SC_PAGESIZE)))
    return bytes.partialValue > 0 && !bytes.overflow ? bytes.partialValue : nil
  }

  /// What the limits of the process's address space and data (`ulimit -v`, `-d`) leave now, files that it has mapped
  /// taken off, and stacks of threads; `nil` where there are none.
  package static var unclaimed: Int? {
    // Pages, in this order: size, resident, shared, text, library, data (proc(5), statm).
    let pages = text(of: "/proc/self/statm").split(separator: " ").compactMap { Int($0) }
    let claimed = [(RLIMIT_AS, 0), (RLIMIT_DATA, 5)]
    let rest = claimed.compactMap { resource, field -> Int? in
      var limit = rlimit()
      let status = getrlimit(__rlimit_resource_t(resource.rawValue), &limit)
      guard status == 0, let bytes = Int(exactly: limit.rlim_cur) else { return nil }
      return bytes - (field < pages.count ? pages[field] * sysconf(Int32(_SC_PAGESIZE)) : 0) - stackBytes
    }
    return rest.min().map { max($0, 0) }
  }

  /// Lets the C library reserve no address space for each thread where that is limited. Call before there are threads.
  package static func spareAddressSpace() {
    if unclaimed != nil { _ = setMallocOption(mostArenas, 1) }
  }

  /// `M_ARENA_MAX` of malloc.h.
  private static let mostArenas: CInt = -8

  /// Kept for the stacks of threads, where address space is short.
  private static let stackBytes = 32 << 20

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

/// mallopt(3): Swift's module of the C library leaves malloc.h out.
@_silgen_name("mallopt")
private func setMallocOption(_ option: CInt, _ value: CInt) -> CInt
