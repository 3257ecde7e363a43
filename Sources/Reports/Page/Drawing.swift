/// A picture drawn as SVG inside an HTML page. Colours and text sizes are left to the page's style classes.
struct Drawing {
  let width: Double
  let height: Double
  /// What the picture shows, for those who do not see it.
  private let title: String
  private let description: String
  private let keepsProportions: Bool
  private var elements = ""

  /// - Parameters:
  ///   - title: plain text, as is the description.
  ///   - keepsProportions: whether width and height are scaled alike.
  init(
    width: Double, height: Double, title: String, description: String = "", keepsProportions: Bool = true
  ) {
    self.width = width
    self.height = height
    self.title = title
    self.description = description
    self.keepsProportions = keepsProportions
  }

  /// The `svg` element.
  var svg: String {
    let details = description.isEmpty ? "" : "<desc>\(HTMLText.escaped(description))</desc>"
    let scaling = keepsProportions ? "" : " preserveAspectRatio=\"none\""
    return "<svg viewBox=\"0 0 \(Self.place(width)) \(Self.place(height))\"\(scaling) role=\"img\" "
      + "aria-label=\"\(HTMLText.escaped(title))\">\(details)\n\(elements)</svg>\n"
  }

  /// - Parameters:
  ///   - tooltip: plain text.
  ///   - data: attributes `data-NAME` that say what is drawn.
  mutating func rectangle(
    x: Double, y: Double, width: Double, height: Double, _ style: String, tooltip: String? = nil,
    data: [(name: String, value: String)] = []
  ) {
    let attributes =
      "class=\"\(style)\" x=\"\(Self.place(x))\" y=\"\(Self.place(y))\" width=\"\(Self.place(max(0, width)))\" "
      + "height=\"\(Self.place(max(0, height)))\"" + Self.text(of: data)
    add("rect", attributes, tooltip)
  }

  mutating func circle(
    x: Double, y: Double, radius: Double, _ style: String, tooltip: String? = nil,
    data: [(name: String, value: String)] = []
  ) {
    let attributes =
      "class=\"\(style)\" cx=\"\(Self.place(x))\" cy=\"\(Self.place(y))\" r=\"\(Self.place(radius))\""
    add("circle", attributes + Self.text(of: data), tooltip)
  }

  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String) {
    add(
      "line",
      "class=\"\(style)\" x1=\"\(Self.place(x1))\" y1=\"\(Self.place(y1))\" "
        + "x2=\"\(Self.place(x2))\" y2=\"\(Self.place(y2))\"", nil)
  }

  mutating func polyline(_ points: [(x: Double, y: Double)], _ style: String) {
    let path = points.map { "\(Self.place($0.x)),\(Self.place($0.y))" }.joined(separator: " ")
    add("polyline", "class=\"\(style)\" points=\"\(path)\"", nil)
  }

  /// - Parameter text: plain text.
  mutating func label(_ text: String, _ x: Double, _ y: Double, _ style: String) {
    elements += "<text class=\"\(style)\" x=\"\(Self.place(x))\" y=\"\(Self.place(y))\">"
    elements += "\(HTMLText.escaped(text))</text>\n"
  }

  private mutating func add(_ element: String, _ attributes: String, _ tooltip: String?) {
    elements += "<\(element) \(attributes)"
    elements += tooltip.map { "><title>\(HTMLText.escaped($0))</title></\(element)>\n" } ?? "/>\n"
  }

  private static func text(of data: [(name: String, value: String)]) -> String {
    data.map { " data-\($0.name)=\"\(HTMLText.escaped($0.value))\"" }.joined()
  }

  /// A coordinate to a hundredth.
  private static func place(_ value: Double) -> String { NumberText.general((value * 100).rounded() / 100) }
}
