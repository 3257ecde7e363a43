import Glibc

/// `differential [--count N] [--first N]`: random layers on random machines, by both engines. Every counter and
/// every output bit has to be equal, and the outputs what arithmetic gives.
@main enum Differential {
  static func main() {
    guard let options = Options(CommandLine.arguments.dropFirst()) else {
      print("usage: differential [--count N] [--first N]")
      exit(64)
    }
    let start = ContinuousClock.now
    var equal: [LayerTrial.Kind: Int] = [:]
    var refused: [LayerTrial.Kind: Int] = [:]
    var mismatches = 0
    for number in options.first..<options.first &+ options.count {
      let trial = LayerTrial(number: number)
      switch trial.compare() {
      case .equal: equal[trial.kind, default: 0] += 1
      case .refused: refused[trial.kind, default: 0] += 1
      case .mismatch(let reason):
        mismatches += 1
        print("MISMATCH \(reason): differential --first \(number) --count 1: \(trial.description)")
      }
    }
    for kind in LayerTrial.Kind.allCases {
      print("\(kind.rawValue): \(equal[kind, default: 0]) equal, \(refused[kind, default: 0]) refused by both")
    }
    let seconds = (ContinuousClock.now - start).components.seconds
    print("\(options.count) configurations in \(seconds) s, \(mismatches) mismatches")
    exit(mismatches == 0 ? 0 : 1)
  }

  private struct Options {
    var count: UInt64 = 100_000
    var first: UInt64 = 1

    init?(_ arguments: ArraySlice<String>) {
      var rest = arguments
      while let name = rest.popFirst() {
        guard let number = rest.popFirst().flatMap({ UInt64($0) }), number <= 1 << 40 else { return nil }
        switch name {
        case "--count": count = number
        case "--first": first = number
        default: return nil
        }
      }
    }
  }
}
