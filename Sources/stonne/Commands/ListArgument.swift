import ArgumentParser

/// Words separated by commas; blanks around them do not count.
struct ListArgument: ExpressibleByArgument {
  var items: [String]

  init(items: [String]) { self.items = items }

  /// `nil` where there is no word, or an empty one.
  init?(argument: String) {
    items = argument.split(separator: ",", omittingEmptySubsequences: false).map { part in
      String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    if items.contains("") { return nil }
  }

  var defaultValueDescription: String { items.joined(separator: ",") }
}
