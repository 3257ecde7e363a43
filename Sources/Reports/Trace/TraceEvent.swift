/// One event of the Trace Event Format ("Trace Event Format", Chromium project), which Perfetto and
/// chrome://tracing read.
struct TraceEvent: Encodable, Sendable {
  /// What an event is; the raw values are the format's.
  enum Phase: String, Encodable, Sendable {
    case complete = "X"
    case instant = "i"
    case counter = "C"
    case metadata = "M"
  }

  /// A value among an event's arguments.
  enum Argument: Encodable, Sendable {
    case integer(Int)
    case number(Double)
    case text(String)

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .integer(let value): try container.encode(value)
      case .number(let value): try container.encode(value)
      case .text(let value): try container.encode(value)
      }
    }
  }

  var name: String
  var phase: Phase
  var process: Int
  var thread: Int?
  /// Microseconds; metadata has no time.
  var start: Double?
  /// Microseconds, of a complete event.
  var duration: Double?
  var category: String?
  /// Of an instant: `t` is a mark on its own thread.
  var scope: String?
  var arguments: [String: Argument] = [:]

  enum CodingKeys: String, CodingKey {
    case name
    case phase = "ph"
    case process = "pid"
    case thread = "tid"
    case start = "ts"
    case duration = "dur"
    case category = "cat"
    case scope = "s"
    case arguments = "args"
  }
}
