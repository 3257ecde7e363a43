import Glibc
import Synchronization

/// SIGINT and SIGTERM, turned into a flag that a run looks at between its steps. A second signal ends
/// the process as it always did.
enum Interruption {
  private static let received = Atomic<Int32>(0)

  /// The signal that came in, or `nil`.
  static var signal: Int32? {
    let number = received.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }

  /// Call once before a run.
  static func install() {
    // Touched here, since a lazy global must not be initialised inside a signal handler.
    received.store(0, ordering: .relaxed)
    for number in [SIGINT, SIGTERM] {
      Glibc.signal(number) { number in
        Interruption.received.store(number, ordering: .relaxed)
        Glibc.signal(number, SIG_DFL)
      }
    }
  }
}
