/// Curves over a common horizontal axis, drawn as SVG. Colours and text sizes are left to the page's style.
struct LineChart {
  struct Series {
    var name: String
    /// In ascending order of x.
    var points: [(x: Double, y: Double)]
    /// Which of the page's series colours it has, from 0.
    var colour: Int
  }

  var title: String
  var horizontal: String
  var series: [Series]
  /// How a vertical value reads on the axis and in a tooltip.
  var format: (Double) -> String

  private static let (width, height) = (460.0, 260.0)
  private static let (left, right, top, bottom) = (70.0, 14.0, 30.0, 40.0)

  var svg: String {
    let points = series.flatMap(\.points)
    let scale = AxisScale(upTo: points.map(\.y).max() ?? 1)
    let largest = points.map(\.x).max() ?? 1
    let end = largest > 0 ? largest : 1
    func x(_ value: Double) -> Double { Self.left + value / end * (Self.width - Self.left - Self.right) }
    func y(_ value: Double) -> Double {
      Self.height - Self.bottom - value / scale.end * (Self.height - Self.top - Self.bottom)
    }
    var text =
      "<svg viewBox=\"0 0 \(Self.place(Self.width)) \(Self.place(Self.height))\" role=\"img\" "
      + "aria-label=\"\(HTMLText.escaped(title))\">\n"
    text += Self.label(title, Self.left, 16, "title")
    for tick in scale.ticks {
      text += Self.line(Self.left, y(tick), Self.width - Self.right, y(tick), "grid")
      text += Self.label(format(tick), Self.left - 6, y(tick) + 4, "tick end")
    }
    for tick in AxisScale(upTo: end).ticks where tick <= end {
      text += Self.line(x(tick), Self.height - Self.bottom, x(tick), Self.height - Self.bottom + 4, "axis")
      text += Self.label(NumberText.general(tick), x(tick), Self.height - Self.bottom + 17, "tick middle")
    }
    text += Self.label(horizontal, (Self.left + Self.width) / 2, Self.height - 6, "tick middle")
    for series in series {
      let path = series.points.map { "\(Self.place(x($0.x))),\(Self.place(y($0.y)))" }.joined(separator: " ")
      text += "<polyline class=\"curve s\(series.colour % 8)\" points=\"\(path)\"/>\n"
      for point in series.points {
        text +=
          "<circle class=\"dot s\(series.colour % 8)\" cx=\"\(Self.place(x(point.x)))\" "
          + "cy=\"\(Self.place(y(point.y)))\" r=\"3\"><title>\(HTMLText.escaped(series.name)), "
          + "\(NumberText.general(point.x)): \(format(point.y))</title></circle>\n"
      }
    }
    return text + "</svg>\n"
  }

  private static func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String) -> String {
    "<line class=\"\(style)\" x1=\"\(place(x1))\" y1=\"\(place(y1))\" x2=\"\(place(x2))\" y2=\"\(place(y2))\"/>\n"
  }

  private static func label(_ text: String, _ x: Double, _ y: Double, _ style: String) -> String {
    "<text class=\"\(style)\" x=\"\(place(x))\" y=\"\(place(y))\">\(HTMLText.escaped(text))</text>\n"
  }

  private static func place(_ value: Double) -> String { NumberText.general((value * 10).rounded() / 10) }
}

/// An axis from 0 to a round number, with four to six ticks at round numbers.
struct AxisScale {
  let end: Double
  let ticks: [Double]

  init(upTo largest: Double) {
    let largest = largest.isFinite && largest > 0 ? largest : 1
    var step = 1.0
    while step * 10 <= largest { step *= 10 }
    while step > largest { step /= 10 }
    // 1 <= largest / step < 10
    let steps: [Double] = [0.2, 0.25, 0.5, 1, 2]
    let chosen = (steps.first { largest / (step * $0) <= 6 } ?? 2) * step
    let count = (largest / chosen - 1e-9).rounded(.up)
    end = chosen * count
    ticks = (0...Int(count)).map { Double($0) * chosen }
  }
}
