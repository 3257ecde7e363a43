import Foundation
import ReferenceOperators
import Tensors
import Testing

extension KernelSuite {
  /// The vectorised functions against the math library in double, over the whole range of `Float`.
  @Suite struct FunctionAccuracyTests {
    /// Steps through all bit patterns, both signs, subnormals and infinities included.
    private static let everywhere: [Float] = stride(from: UInt32(0), through: 0x7F80_0000, by: 9_973).flatMap {
      [Float(bitPattern: $0), -Float(bitPattern: $0)]
    }

    /// The distance in units in the last place of the exact result; infinite for a wrong infinity or NaN.
    private func error(_ found: Float, _ exact: Double) -> Double {
      if exact.isNaN { return found.isNaN ? 0 : .infinity }
      let nearest = Float(exact)
      if !nearest.isFinite || !found.isFinite { return found == nearest ? 0 : .infinity }
      return abs(Double(found) - exact) / Double(max(nearest.magnitude.ulp, .leastNormalMagnitude.ulp))
    }

    @Test(
      "every variant is within the stated units in the last place, in place as well",
      arguments: [
        ("Exp", 2.0, { @Sendable in exp($0) }), ("Erf", 2, { @Sendable in erf($0) }),
        ("Tanh", 2.5, { @Sendable in tanh($0) }),
        ("Sigmoid", 3, { @Sendable in 1 / (1 + exp(-$0)) }),
      ] as [(String, Double, @Sendable (Double) -> Double)])
    func accuracy(_ type: String, _ bound: Double, _ function: @Sendable (Double) -> Double) throws {
      let inUse = KernelVariant.current
      defer { _ = inUse.select() }
      let values = Self.everywhere
      for variant in KernelVariant.available {
        #expect(variant.select())
        let found = try evaluate(type, [.floats(values)], threads: 2)[0].floats
        var worst = (error: 0.0, at: Float(0))
        for (x, y) in zip(values, found) {
          // Below the normal numbers the result may be 0.
          let exact = function(Double(x))
          let distance =
            abs(exact) < Double(Float.leastNormalMagnitude) && abs(y) <= .leastNormalMagnitude
            ? 0 : error(y, exact)
          if distance > worst.error { worst = (distance, x) }
        }
        #expect(worst.error <= bound, "\(type) of \(worst.at) in \(variant): \(worst.error) ulp")
      }
    }

    @Test("binary operators give the same bits in every variant, for every length and way to repeat")
    func pairs() throws {
      let inUse = KernelVariant.current
      defer { _ = inUse.select() }
      var random = RandomValues(seed: 3)
      let operations: [(String, (Float, Float) -> Float)] = [
        ("Add", { $0 + $1 }), ("Sub", { $0 - $1 }), ("Mul", { $0 * $1 }), ("Div", { $0 / $1 }),
        ("Max", { max($0, $1) }), ("Min", { min($0, $1) }),
      ]
      for length in [1, 3, 4, 15, 16, 17, 33, 67] {
        for (rows, left, right) in [(1, [length], [length]), (3, [3, length], [3, 1]), (3, [3, 1], [length])] {
          let (a, b) = (random.floats(left.reduce(1, *)), random.floats(right.reduce(1, *)))
          for (type, function) in operations {
            let expected = (0..<rows * length).map { i in
              function(
                a[left.last == 1 ? i / length : i % a.count],
                b[right.last == 1 ? i / length % b.count : i % b.count])
            }
            for variant in KernelVariant.available {
              #expect(variant.select())
              let y = try evaluate(type, [.floats(a, left), .floats(b, right)])[0].floats
              #expect(y == expected, "\(type) \(left) \(right) \(variant)")
            }
          }
        }
      }
    }

    @Test("Relu in place and not, of any length, keeps NaN and turns what is below zero to zero")
    func relu() throws {
      for length in [1, 7, 255, 256, 257, 1000] {
        var values = (0..<length).map { Float($0 % 5) - 2 }
        values[length / 2] = .nan
        let y = try evaluate("Relu", [.floats(values)])[0].floats
        #expect(zip(y, values).allSatisfy { $1.isNaN ? $0.isNaN : $0 == max($1, 0) }, "\(length)")
      }
    }

    @Test("every float16 becomes its float and comes back; floats between two of them become the nearer, even one")
    func halfPrecision() throws {
      let inUse = KernelVariant.current
      defer { _ = inUse.select() }
      let halves = (0...UInt16.max).map { Float16(bitPattern: $0) }
      // The halves, the middles between neighbours, and both sides of each middle.
      var steps: [Float] = [.infinity, .nan, 65_519, 65_520, 1e30]
      for pattern in stride(from: UInt32(0x1000), through: 0x4780_0000, by: 0x1000) {
        for near in pattern - 1...pattern + 1 { steps += [Float(bitPattern: near), -Float(bitPattern: near)] }
      }
      for variant in KernelVariant.available {
        #expect(variant.select())
        let wide = Tensor(try Shape([halves.count]), of: Float16.self) { _ = $0.initialize(from: halves) }
          .widened()
        #expect(zip(wide.floats, halves).allSatisfy { $0 == Float($1) || $0.isNaN && $1.isNaN }, "\(variant)")
        let narrow = try Tensor.floats(steps).narrowed(to: .float16)
        let expected = steps.map { Float16($0) }
        let found = narrow.elements(as: Float16.self)
        #expect(zip(found, expected).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }, "\(variant)")
      }
    }

    @Test("Max and Min, ReduceMax and ReduceMin, are NaN where an operand is, wherever it stands")
    func notANumber() throws {
      for length in [1, 5, 16, 40] {
        for place in 0..<length {
          var values = (0..<length).map(Float.init)
          values[place] = .nan
          for type in ["ReduceMax", "ReduceMin"] {
            #expect(
              try evaluate(type, [.floats(values)], opset: 18)[0].floats[0].isNaN, "\(type) \(length) \(place)")
          }
          for type in ["Max", "Min"] {
            let plain = try Tensor.floats([Float](repeating: 1, count: length))
            #expect(try evaluate(type, [.floats(values), plain])[0].floats[place].isNaN)
            #expect(try evaluate(type, [plain, .floats(values)])[0].floats[place].isNaN)
          }
        }
      }
    }
  }
}
