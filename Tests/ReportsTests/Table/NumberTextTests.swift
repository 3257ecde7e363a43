import Reports
import Testing

@Suite("NumberText")
struct NumberTextTests {
  @Test(
    "digits come in groups of three",
    arguments: [
      (0, "0"), (999, "999"), (1000, "1,000"), (-1_218_816, "-1,218,816"), (.max, "9,223,372,036,854,775,807"),
    ])
  func grouped(value: Int, text: String) {
    #expect(NumberText.grouped(value) == text)
  }

  @Test("the smallest integer has a text")
  func smallest() {
    #expect(NumberText.grouped(.min) == "-9,223,372,036,854,775,808")
  }

  @Test(
    "fixed point rounds half away from zero",
    arguments: [
      (0.0, 1, "0.0"), (99.96, 1, "100.0"), (1234.5, 0, "1,235"), (-0.04, 1, "0.0"), (-2.5, 0, "-3"),
      (0.005, 2, "0.01"), (3.07, 3, "3.070"),
    ])
  func fixed(value: Double, decimals: Int, text: String) {
    #expect(NumberText.fixed(value, decimals: decimals) == text)
  }

  @Test(
    "small numbers have an exponent",
    arguments: [
      (0.0, "0"), (1.27e-6, "1.27e-06"), (9.999, "1.00e+01"), (-0.0123, "-1.23e-02"), (.infinity, "inf"),
    ])
  func scientific(value: Double, text: String) {
    #expect(NumberText.scientific(value) == text)
  }

  @Test(
    "durations have the unit that fits",
    arguments: [(4.12e-4, "412 us"), (0.0031, "3.1 ms"), (12.44, "12.4 s"), (185.0, "3 m 05 s")])
  func duration(seconds: Double, text: String) {
    #expect(NumberText.duration(seconds) == text)
  }

  @Test("numbers that no unit fits still have a text")
  func extremes() {
    #expect(!NumberText.fixed(.nan, decimals: 2).isEmpty)
    #expect(!NumberText.fixed(1e300, decimals: 2).isEmpty)
    #expect(!NumberText.duration(.infinity).isEmpty)
    #expect(!NumberText.scientific(.leastNonzeroMagnitude).isEmpty)
  }

  @Test("six significant digits, as C prints them")
  func general() {
    #expect(NumberText.general(2.015574) == "2.01557")
    #expect(NumberText.general(1) == "1")
    #expect(NumberText.general(0.0078125) == "0.0078125")
    #expect(NumberText.general(25_445_928) == "2.54459e+07")
    #expect(NumberText.general(-.infinity) == "-inf")
    #expect(NumberText.general(-1.23456e-300) == "-1.23456e-300")
  }

  @Test("the shortest digits that give a number back, as Python prints them")
  func shortest() {
    #expect(NumberText.shortest(4443.787434000008) == "4443.787434000008")
    #expect(NumberText.shortest(115_029) == "115029.0")
    #expect(NumberText.shortest(0.00001) == "1e-05")
    #expect(NumberText.shortest(9_999_999_999_999_998) == "9999999999999998.0")
    #expect(NumberText.shortest(1e16) == "1e+16")
    #expect(NumberText.shortest(-12_345_678_901_234_568) == "-1.2345678901234568e+16")
    #expect(NumberText.shortest(1e300) == "1e+300")
  }
}
