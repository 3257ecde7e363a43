/// The orders in which the clusters of a SparseDense add up their products.
struct ClusterOrders {
  /// The orders that occur, and which of them each cluster has.
  private var orders: [AdditionOrder] = []
  private var ofCluster: [Int] = []

  /// - Parameter orders: of each cluster.
  init(_ orders: [AdditionOrder]) {
    var numbers: [AdditionOrder: Int] = [:]
    for order in orders {
      let number = numbers[order] ?? self.orders.count
      if number == self.orders.count { self.orders.append(order) }
      numbers[order] = number
      ofCluster.append(number)
    }
  }

  /// Columns of an output that are added up in one order.
  struct Columns: Sendable {
    let order: AdditionOrder
    let columns: [Int]
  }

  /// The orders, each with the columns whose clusters add in it: column c belongs to cluster `c % clusters`.
  func columns(of count: Int) -> [Columns] {
    var columns = Array(repeating: [Int](), count: orders.count)
    for column in 0..<count { columns[ofCluster[column % ofCluster.count]].append(column) }
    return zip(orders, columns).filter { !$1.isEmpty }.map(Columns.init)
  }
}
