import Tensors

/// ONNX Unique (11): the different slices along `axis`, or without it the different elements.
///
/// Input: numbers, bool or strings. Outputs: the slices; int64 lists of the first position of each, of the
/// position in the result of each of the input's, and of how often each occurs. Attribute `sorted` (default 1):
/// ascending, slices by their first different element; else in the order of their first positions.
package struct Unique: Operator {
  private static let types = DataType.numbersAndBool + [.string]
  private let axis: Int?
  private let isSorted: Bool
  private let outputCount: Int

  package init(_ node: NodeReader) throws(OperatorError) {
    axis = try node.int("axis")
    isSorted = try node.flag("sorted", default: true)
    outputCount = node.node.outputs.count
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0, of: Self.types)
    var extents = axis == nil ? [nil] : input.extents
    var positions: Int?
    if let axis, let known = extents {
      let index = try Axes.index(axis, rank: known.count)
      positions = known[index]
      extents?[index] = nil
    } else if axis == nil {
      positions = input.shape?.count
    }
    let lists = [[nil], [positions], [nil]].map { ValueFact(.int64, $0) }
    return Array(([ValueFact(input.dataType, extents)] + lists).prefix(outputCount))
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    _ = try inferOutputs(of: InputFacts(inputs))
    let (data, axis) = try inputs.take(0).sliced(along: axis)
    var classes = EqualSlices(data: data.widened(), axis: axis)
    try classes.find()
    if !isSorted { classes.orderByFirst() }
    let results = [
      try data.slices(at: classes.firsts, along: axis), try Tensor(int64: classes.firsts),
      try Tensor(int64: classes.classOfSlice), try Tensor(int64: classes.counts),
    ]
    return Array(results.prefix(outputCount))
  }
}

/// The slices along an axis, in classes of equal ones.
private struct EqualSlices: ArithmeticVisitor {
  let data: Tensor
  let axis: Int
  /// By class: the position of its first slice, and how many it has.
  private(set) var firsts: [Int] = []
  private(set) var counts: [Int] = []
  private(set) var classOfSlice: [Int] = []

  init(data: Tensor, axis: Int) {
    self.data = data
    self.axis = axis
  }

  /// Finds the classes, ascending.
  mutating func find() throws(OperatorError) {
    if let strings = data.strings {
      strings.withUnsafeBufferPointer { find(in: $0) }
    } else {
      try data.dataType.dispatch(&self)
    }
  }

  mutating func visit<Element: ArithmeticElement>(_ type: Element.Type) throws(OperatorError) {
    data.withElements(as: Element.self) { find(in: $0) }
  }

  private mutating func find<Element: Comparable>(in values: UnsafeBufferPointer<Element>) {
    let extent = data.shape[axis]
    let inner = data.shape.count(of: axis + 1..<data.shape.rank)
    let places = (0..<data.shape.count(of: 0..<axis)).flatMap { block in
      (0..<inner).map { block * extent * inner + $0 }
    }
    func precedes(_ a: Int, _ b: Int) -> Bool {
      for place in places {
        let (left, right) = (values[place + a * inner], values[place + b * inner])
        if left < right { return true }
        if right < left { return false }
      }
      return false
    }
    classOfSlice = [Int](repeating: 0, count: extent)
    for slice in (0..<extent).sorted(by: { precedes($0, $1) || (!precedes($1, $0) && $0 < $1) }) {
      if let first = firsts.last, !precedes(first, slice), !precedes(slice, first) {
        counts[counts.count - 1] += 1
      } else {
        firsts.append(slice)
        counts.append(1)
      }
      classOfSlice[slice] = firsts.count - 1
    }
  }

  /// Numbers the classes by their first slice.
  mutating func orderByFirst() {
    let order = firsts.indices.sorted { firsts[$0] < firsts[$1] }
    var place = [Int](repeating: 0, count: order.count)
    for (new, old) in order.enumerated() { place[old] = new }
    firsts = order.map { firsts[$0] }
    counts = order.map { counts[$0] }
    classOfSlice = classOfSlice.map { place[$0] }
  }
}
