import Diagnostics
import ModelGraph

/// Every operator of a graph that the operator table has no row for.
package struct UnsupportedOperators: InputFault {
  /// One (operator, domain, version) with the nodes that apply it.
  package struct Entry: Sendable, Equatable {
    package let operatorType: String
    package let domain: String
    package let opsetVersion: Int
    package var nodes: [String]
  }

  package let source: String
  package let entries: [Entry]

  /// - Parameter includesSubgraphs: whether those of its subgraphs count, too.
  /// - Returns: `nil` where the table serves every node.
  package init?(in graph: Graph, includesSubgraphs: Bool = true, table: OperatorTable, source: String) {
    var entries: [Entry] = []
    graph.forEachNode(includesSubgraphs: includesSubgraphs) { node in
      guard table.definition(for: node) == nil else { return }
      let known = entries.firstIndex {
        $0.operatorType == node.operatorType && $0.domain == node.domain && $0.opsetVersion == node.opsetVersion
      }
      if let known {
        entries[known].nodes.append(node.displayName)
      } else {
        entries.append(
          Entry(
            operatorType: node.operatorType, domain: node.domain, opsetVersion: node.opsetVersion,
            nodes: [node.displayName]))
      }
    }
    guard !entries.isEmpty else { return nil }
    self.source = source
    self.entries = entries
  }

  package var what: String { entries.count == 1 ? "1 operator" : "\(entries.count) operators" }
  package var place: String { source }

  package var reason: String {
    let lines = entries.map { entry in
      let name = entry.domain.isEmpty ? entry.operatorType : "\(entry.domain):\(entry.operatorType)"
      let others = entry.nodes.count > 1 ? " and \(entry.nodes.count - 1) more" : ""
      return "\(name) (opset \(entry.opsetVersion)), node `\(entry.nodes[0])`\(others)"
    }
    return "not implemented: " + lines.joined(separator: "; ")
  }
}
