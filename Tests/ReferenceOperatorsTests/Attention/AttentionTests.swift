import Foundation
import ModelGraph
import ReferenceOperators
import Tensors
import Testing

@Suite struct AttentionTests {
  /// Extents of one attention; the definition is written for inputs of four axes.
  private struct Case {
    var batch = 2
    var heads = 4
    var keyHeads = 2
    var queries = 3
    var keys = 5
    var past = 0
    var size = 6
    var valueSize = 7
  }

  /// softmax(scale Q K' + addend) V in double, heads sharing keys; `addend` per (image, head, query, key).
  private func define(
    _ at: Case, _ q: [Float], _ k: [Float], _ v: [Float], scale: Double, cap: Double = 0,
    addend: (Int, Int, Int, Int) -> Double
  ) -> [Double] {
    var result: [Double] = []
    for image in 0..<at.batch {
      for head in 0..<at.heads {
        let keyHead = image * at.keyHeads + head / (at.heads / at.keyHeads)
        for query in 0..<at.queries {
          let scores = (0..<at.keys).map { key in
            let product = (0..<at.size).reduce(0.0) { sum, d in
              sum + Double(q[((image * at.heads + head) * at.queries + query) * at.size + d])
                * Double(k[(keyHead * at.keys + key) * at.size + d])
            }
            let capped = cap > 0 ? cap * tanh(scale * product / cap) : scale * product
            return capped + addend(image, head, query, key)
          }
          let powers = scores.map { exp($0 - (scores.max() ?? 0)) }
          let sum = powers.reduce(0, +)
          for d in 0..<at.valueSize {
            result.append(
              (0..<at.keys).reduce(0) {
                $0 + powers[$1] / sum * Double(v[(keyHead * at.keys + $1) * at.valueSize + d])
              })
          }
        }
      }
    }
    return result
  }

  private func operands(_ at: Case, seed: UInt64) throws -> (q: Tensor, k: Tensor, v: Tensor) {
    var random = RandomValues(seed: seed)
    return (
      try random.tensor([at.batch, at.heads, at.queries, at.size]),
      try random.tensor([at.batch, at.keyHeads, at.keys, at.size]),
      try random.tensor([at.batch, at.keyHeads, at.keys, at.valueSize])
    )
  }

  private func agree(_ tensor: Tensor, _ expected: [Double]) -> Bool {
    let values: [Float] = tensor.elements()
    return values.count == expected.count && zip(values, expected).allSatisfy { abs(Double($0) - $1) < 1e-5 }
  }

  /// [batch, heads, sequence, size] as [batch, sequence, heads * size].
  private func packed(_ tensor: Tensor) throws -> Tensor {
    let e = tensor.shape.extents
    let values: [Float] = tensor.elements()
    var result: [Float] = []
    for b in 0..<e[0] {
      for s in 0..<e[2] {
        for h in 0..<e[1] { for d in 0..<e[3] { result.append(values[((b * e[1] + h) * e[2] + s) * e[3] + d]) } }
      }
    }
    return try Tensor(Shape([e[0], e[2], e[1] * e[3]]), result)
  }

  @Test("query heads share key heads, in both layouts, for float and double")
  func layouts() throws {
    let at = Case()
    let (q, k, v) = try operands(at, seed: 1)
    let expected = define(at, q.elements(), k.elements(), v.elements(), scale: 1 / 6.0.squareRoot()) {
      _, _, _, _ in 0
    }
    let y = try evaluate("Attention", [q, k, v], opset: 23, threads: 2)[0]
    #expect(y.shape.extents == [2, 4, 3, 7] && agree(y, expected))
    let attributes: [String: Attribute] = ["q_num_heads": .int(4), "kv_num_heads": .int(2)]
    let flat = try evaluate("Attention", [packed(q), packed(k), packed(v)], opset: 23, attributes)[0]
    #expect(flat.shape.extents == [2, 3, 28])
    #expect(flat.elements(as: Float.self) == (try packed(y).elements(as: Float.self)))
    let doubles = try [q, k, v].map { try Tensor($0.shape, $0.elements(as: Float.self).map(Double.init)) }
    let fine = try evaluate("Attention", doubles, opset: 23)[0].elements(as: Double.self)
    #expect(zip(fine, expected).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  @Test("masks of numbers are added, masks of bools select, each broadcast; causal ones hide later keys")
  func masks() throws {
    let at = Case()
    let (q, k, v) = try operands(at, seed: 2)
    let (x, y, z): ([Float], [Float], [Float]) = (q.elements(), k.elements(), v.elements())
    var random = RandomValues(seed: 3)
    for extents in [[3, 5], [2, 1, 3, 5], [1, 4, 1, 5], [5], [3, 4]] {
      let mask = try random.tensor(extents)
      let m: [Float] = mask.elements()
      let full = [Int](repeating: 1, count: 4 - extents.count) + extents
      let addend = { (b: Int, h: Int, i: Int, j: Int) -> Double in
        guard j < full[3] else { return -.infinity }
        let at = zip([b, h, i, j], full).reduce(0) { $0 * $1.1 + ($1.1 == 1 ? 0 : $1.0) }
        return Double(m[at])
      }
      let result = try evaluate("Attention", [q, k, v, mask], opset: 24, threads: 2, ["scale": .float(0.25)])[0]
      #expect(agree(result, define(at, x, y, z, scale: 0.25, addend: addend)), "mask \(extents)")
      let causal = try evaluate(
        "Attention", [q, k, v, mask], opset: 24, ["scale": .float(0.25), "is_causal": .int(1)])[0]
      #expect(agree(causal, define(at, x, y, z, scale: 0.25) { $3 > $2 ? -.infinity : addend($0, $1, $2, $3) }))
    }
    let bools = try Tensor(Shape([1, 5]), [true, false, true, true, false])
    let selected = try evaluate(
      "Attention", [q, k, v, bools], opset: 23, ["softcap": .float(2), "scale": .float(1)])[0]
    #expect(agree(selected, define(at, x, y, z, scale: 1, cap: 2) { [1, 4].contains($3) ? -.infinity : 0 }))
    let lengths = try Tensor(Shape([2]), [2, 4] as [Int64])
    let valid = try evaluate("Attention", [q, k, v, nil, nil, nil, lengths], opset: 24, ["scale": .float(1)])[0]
    #expect(agree(valid, define(at, x, y, z, scale: 1) { b, _, _, j in j < (b == 0 ? 2 : 4) ? 0 : -.infinity }))
  }

  @Test("past keys come first, and the joined ones are outputs")
  func past() throws {
    let at = Case()
    let (q, k, v) = try operands(at, seed: 4)
    let cut = { (tensor: Tensor, range: Range<Int>) throws -> Tensor in
      let e = tensor.shape.extents
      let values: [Float] = tensor.elements()
      var rows: [Float] = []
      for head in 0..<e[0] * e[1] {
        for position in range {
          let start = (head * e[2] + position) * e[3]
          rows += values[start..<start + e[3]]
        }
      }
      return try Tensor(Shape([e[0], e[1], range.count, e[3]]), rows)
    }
    let outputs = try evaluate(
      "Attention", [q, cut(k, 2..<5), cut(v, 2..<5), nil, cut(k, 0..<2), cut(v, 0..<2)], outputs: 4, opset: 23,
      ["is_causal": .int(1), "scale": .float(1), "qk_matmul_output_mode": .int(3)])
    let expected = define(at, q.elements(), k.elements(), v.elements(), scale: 1) { $3 > $2 + 2 ? -.infinity : 0 }
    #expect(agree(outputs[0], expected))
    #expect(outputs[1].elements(as: Float.self) == k.elements(as: Float.self))
    #expect(outputs[2].elements(as: Float.self) == v.elements(as: Float.self))
    #expect(outputs[3].shape.extents == [2, 4, 3, 5])
    let sums = stride(from: 0, to: 120, by: 5).map {
      outputs[3].elements(as: Float.self)[$0..<$0 + 5].reduce(0, +)
    }
    #expect(sums.allSatisfy { abs($0 - 1) < 1e-5 })
  }

  @Test("what does not fit is refused")
  func refused() throws {
    let (q, k, v) = try operands(Case(), seed: 5)
    let odd = try operands(Case(keyHeads: 3), seed: 5)
    let mask = try Tensor(Shape([4, 5]), [Float](repeating: 0, count: 20))
    #expect(throws: OperatorError.self) { try evaluate("Attention", [q, odd.k, odd.v], opset: 23) }
    #expect(throws: OperatorError.self) { try evaluate("Attention", [q, k, v, mask], opset: 23) }
    #expect(throws: OperatorError.self) { try evaluate("Attention", [q, k, v, nil, k], opset: 23) }
    #expect(throws: OperatorError.self) { try evaluate("Attention", [q, v, k], opset: 23) }
    #expect(throws: OperatorError.self) {
      try evaluate("Attention", [packed(q), packed(k), packed(v)], opset: 23)
    }
    #expect(throws: OperatorError.self) {
      try evaluate(
        "Attention", [packed(q), packed(k), packed(v)], opset: 23,
        ["q_num_heads": .int(5), "kv_num_heads": .int(2)])
    }
    #expect(throws: OperatorError.self) {
      try evaluate("Attention", [q, k, v], opset: 23, ["qk_matmul_output_mode": .int(4)])
    }
  }
}
