import Sparsity
import Testing

@Suite struct VectorBitmapTests {
  @Test("every zero pattern of a vector of five keeps its ones and is filled to three from the front")
  func allPatterns() {
    for pattern in 0..<32 {
      let elements = (0..<5).map { Float(pattern >> $0 & 1) }
      var expected = elements.map { $0 != 0 }
      for position in 0..<3 where expected.filter({ $0 }).count < 3 { expected[position] = true }
      let bitmap = VectorBitmap(rowsOf: elements, rows: 1, columns: 5)
      #expect(bitmap.bits == expected, "pattern \(pattern)")
      #expect(bitmap.ones == [expected.filter { $0 }.count])
      #expect(bitmap.positions(ofVector: 0) == (0..<5).filter { expected[$0] })
    }
  }

  @Test("columns of a matrix are the vectors of its transpose")
  func columns() {
    let matrix: [Float] = [1, 0, 2, 0, 3, 0, 4, 5]
    let transpose: [Float] = [1, 2, 3, 4, 0, 0, 0, 5]
    let columns = VectorBitmap(columnsOf: matrix, rows: 4, columns: 2)
    #expect(columns == VectorBitmap(rowsOf: transpose, rows: 2, columns: 4))
    #expect(columns.ones == [4, 3])
  }

  @Test("matrices larger than a square of the copy keep every element", arguments: [(3, 65), (65, 3), (130, 67)])
  func squares(vectors: Int, length: Int) {
    let elements = randomElements(vectors * length, seed: 5, distinctMagnitudes: 1)
    let rows = VectorBitmap(rowsOf: elements, rows: vectors, columns: length)
    let transpose = (0..<elements.count).map { elements[$0 % vectors * length + $0 / vectors] }
    #expect(rows == VectorBitmap(columnsOf: transpose, rows: length, columns: vectors))
    for (index, element) in elements.enumerated() where element != 0 { #expect(rows.bits[index]) }
    #expect(rows.ones == (0..<vectors).map { rows.positions(ofVector: $0).count })
    #expect(
      rows.onesByPosition
        == (0..<length).map { position in (0..<vectors).filter { rows.bits[$0 * length + position] }.count })
  }
}
