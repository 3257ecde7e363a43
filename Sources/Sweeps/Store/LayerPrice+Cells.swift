import Hardware
import ModelRunner

extension LayerPrice {
  static let columns = [
    "key TEXT PRIMARY KEY", "cycles INTEGER NOT NULL", "multiplications INTEGER NOT NULL",
    "sram_reads INTEGER NOT NULL", "sram_writes INTEGER NOT NULL", "activity TEXT NOT NULL",
  ]

  /// The cells behind the key. Activity is text: `DSNetwork DN_WIRE 254 WRITE 812 READ 0; ...`.
  var cells: [Cell] {
    let activity = activity.map { component in
      ([component.section.rawValue, component.component, String(component.instances)]
        + component.operations.flatMap { [$0.name, String($0.count)] }).joined(separator: " ")
    }
    return [
      .integer(cycles), .integer(multiplications), .integer(sramReads), .integer(sramWrites),
      .text(activity.joined(separator: "; ")),
    ]
  }

  /// - Returns: `nil` for cells that this program did not write.
  init?(_ cells: [Cell]) {
    let counts = cells.prefix(4).compactMap(\.integer)
    guard cells.count == 5, counts.count == 4, counts.allSatisfy({ $0 >= 0 }), let text = cells[4].text else {
      return nil
    }
    var activity: [ComponentActivity] = []
    for part in text.split(separator: ";") {
      guard let component = ComponentActivity(part.split(separator: " ")) else { return nil }
      activity.append(component)
    }
    self.init(
      cycles: counts[0], multiplications: counts[1], sramReads: counts[2], sramWrites: counts[3],
      activity: activity)
  }
}

extension ComponentActivity {
  fileprivate init?(_ words: [Substring]) {
    guard words.count >= 3, !words.count.isMultiple(of: 2), let section = Section(rawValue: String(words[0])),
      let instances = Int(words[2]), instances >= 0
    else { return nil }
    var operations: [Operation] = []
    for index in stride(from: 3, to: words.count, by: 2) {
      guard let count = Int(words[index + 1]), count >= 0 else { return nil }
      operations.append(Operation(String(words[index]), count))
    }
    self.init(section, String(words[1]), instances: instances, operations: operations)
  }
}
