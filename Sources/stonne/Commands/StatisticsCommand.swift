import ArgumentParser
import Reports

/// `stonne statistics`: what every value in a report means.
struct StatisticsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "statistics",
    abstract: "Say what every key, column and hardware counter means, and in which unit it is.")

  @Flag(help: "As the page docs/statistics.md.")
  var markdown = false

  mutating func run() throws {
    let text = StatisticsText()
    StandardStreams.writeOutput(markdown ? text.markdown : text.text(width: nil))
  }
}
