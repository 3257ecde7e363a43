/// Pieces of HTML that pages are put together from.
enum PageParts {
  /// A figure with its caption.
  /// - Parameters:
  ///   - caption: HTML.
  ///   - content: HTML.
  static func figure(caption: String, _ content: String) -> String {
    "<figure>\n<figcaption>\(caption)</figcaption>\n\(content)</figure>\n"
  }

  /// The numbers of a figure, for those who want to read or hear them.
  static func numbers(_ content: String) -> String {
    "<details>\n<summary>The numbers</summary>\n\(content)</details>\n"
  }

  /// Colours and what they stand for.
  /// - Parameters:
  ///   - title: plain text, before the entries; may be empty.
  ///   - entries: style class, plain text, and its meaning for a tooltip.
  static func legend(_ title: String, _ entries: [(key: String, title: String, meaning: String)]) -> String {
    let items = entries.map { entry in
      "<li title=\"\(HTMLText.escaped(entry.meaning))\"><span class=\"key \(entry.key)\"></span>"
        + "\(HTMLText.escaped(entry.title))</li>"
    }
    let label = HTMLText.escaped(title)
    return "<div class=\"legend\"><span>\(label)</span><ul aria-label=\"\(label)\">\(items.joined())</ul></div>\n"
  }

  /// A few large numbers.
  /// - Parameter entries: plain text: name, value, and what is said below it.
  static func facts(_ entries: [(name: String, value: String, note: String, meaning: String)]) -> String {
    let items = entries.map { entry in
      let note = entry.note.isEmpty ? "" : "<small>\(HTMLText.escaped(entry.note))</small>"
      return "<div title=\"\(HTMLText.escaped(entry.meaning))\"><dt>\(HTMLText.escaped(entry.name))</dt>"
        + "<dd>\(HTMLText.escaped(entry.value))\(note)</dd></div>\n"
    }
    return "<dl class=\"facts\">\n\(items.joined())</dl>\n"
  }

  /// Panels of which one is shown at a time; on paper and without a script all are.
  /// - Parameter panels: an identifier, a plain title and the panel's HTML.
  static func tabs(_ panels: [(name: String, title: String, content: String)]) -> String {
    let buttons = panels.map { panel in
      "<button type=\"button\" role=\"tab\" id=\"tab-\(panel.name)\" aria-controls=\"panel-\(panel.name)\">"
        + "\(HTMLText.escaped(panel.title))</button>"
    }
    let bodies = panels.map { panel in
      "<div role=\"tabpanel\" id=\"panel-\(panel.name)\" aria-labelledby=\"tab-\(panel.name)\">\n"
        + "\(panel.content)</div>\n"
    }
    return "<div role=\"tablist\">\(buttons.joined())</div>\n\(bodies.joined())"
  }
}
