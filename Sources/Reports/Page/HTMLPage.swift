/// A report that people look at: one HTML file that needs no other, on screen in light and dark, and on paper.
package struct HTMLPage {
  private let title: String
  private let content: String

  /// - Parameters:
  ///   - title: plain text, of the window and of the first heading.
  ///   - content: HTML, below the heading.
  package init(title: String, content: String) {
    self.title = title
    self.content = content
  }

  /// The file.
  package var text: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>\(HTMLText.escaped(title))</title>
    <style>
    \(Self.style)
    </style>
    </head>
    <body>
    <main>
    <h1>\(HTMLText.escaped(title))</h1>
    \(content)</main>
    <script>
    \(Self.script)
    </script>
    </body>
    </html>

    """
  }
}
