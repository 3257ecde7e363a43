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
