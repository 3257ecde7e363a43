import ArgumentParser
import Reports

/// Options that say on what a network is judged.
struct SampleOptions: ParsableArguments {
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      """
      Samples: an .npz with `images` and `labels` (or arrays named after the inputs), or an IDX file or .npy of \
      samples; given again, the file of labels. Integer images are divided by 255. Left out: random samples.
      """, valueName: "file"))
  var data: [String] = []

  @Option(
    help: ArgumentHelp(
      "Labels in a file of their own (IDX, .npy, .npz); found by itself where it is named like MNIST's.",
      valueName: "file"))
  var labels: String?

  @Option(
    name: .customLong("input-name"),
    help: ArgumentHelp("The input that `images` are for, where the network has several.", valueName: "name"))
  var inputName: String?

  @Option(help: ArgumentHelp("Use the first N samples (of random ones there are 8).", valueName: "n"))
  var limit: Int?

  /// What is read for them.
  var files: [NamedFile] {
    data.flatMap { NamedFile.option("--data", $0) } + NamedFile.option("--labels", labels)
  }

  mutating func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit \(limit): at least 1.") }
    if labels != nil, data.isEmpty { throw ValidationError("--labels needs --data.") }
  }
}
