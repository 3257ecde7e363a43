extension InputFacts {
  /// - Parameters:
  ///   - needed: `nil` for an extent that may be any.
  ///   - what: the input's name in the message, as in "a bias".
  /// - Throws: ``OperatorError/shape(_:)`` where the input is there and its extents are known to be others.
  func check(_ index: Int, extents needed: [Int?], _ what: String) throws(OperatorError) {
    guard let found = self[index]?.extents else { return }
    guard found.count == needed.count, zip(found, needed).allSatisfy({ $0 == nil || $1 == nil || $0 == $1 })
    else {
      throw .shape("\(what) of shape \(BroadcastShape.text(found)) where \(BroadcastShape.text(needed)) is needed")
    }
  }
}
