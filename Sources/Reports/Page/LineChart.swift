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
    var drawing = Drawing(
      width: Self.width, height: Self.height, title: title,
      description: "\(horizontal) against \(title): " + series.map(\.name).joined(separator: "; "))
    drawing.label(title, Self.left, 16, "title")
    for tick in scale.ticks {
      drawing.line(Self.left, y(tick), Self.width - Self.right, y(tick), "grid")
      drawing.label(format(tick), Self.left - 6, y(tick) + 4, "end")
    }
    for tick in AxisScale(upTo: end).ticks where tick <= end {
      drawing.line(x(tick), Self.height - Self.bottom, x(tick), Self.height - Self.bottom + 4, "axis")
      drawing.label(NumberText.general(tick), x(tick), Self.height - Self.bottom + 17, "middle")
    }
    drawing.label(horizontal, (Self.left + Self.width) / 2, Self.height - 6, "middle")
    for series in series {
      drawing.polyline(series.points.map { (x($0.x), y($0.y)) }, "line s\(series.colour % 8)")
      for point in series.points {
        drawing.circle(
          x: x(point.x), y: y(point.y), radius: 3, "c s\(series.colour % 8)",
          tooltip: "\(series.name), \(NumberText.general(point.x)): \(format(point.y))")
      }
    }
    return drawing.svg
  }
}
