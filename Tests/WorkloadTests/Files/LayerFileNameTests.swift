import Testing
import Workload

@Suite("LayerFileName")
struct LayerFileNameTests {
  @Test("characters that a file name should not have become underscores")
  func cleaning() {
    var names = LayerFileName()
    #expect(names.name(for: "/encoder/layer.0/MatMul_1") == "_encoder_layer.0_MatMul_1")
    #expect(names.name(for: "../../etc/passwd") == ".._.._etc_passwd")
    #expect(names.name(for: "") == "_")
  }

  @Test("no name leads to another folder")
  func folders() {
    var names = LayerFileName()
    #expect([".", "..", "...", "..a"].map { names.name(for: $0) } == ["_", "__", "...", "..a"])
  }

  @Test("repeats are numbered")
  func repeats() {
    var names = LayerFileName()
    #expect(["conv", "conv", "a/b", "a_b"].map { names.name(for: $0) } == ["conv", "conv~2", "a_b", "a_b~2"])
  }

  @Test("a name of any length makes a file name that file systems take")
  func length() {
    var names = LayerFileName()
    #expect(names.name(for: String(repeating: "x", count: 5000)).utf8.count <= 130)
  }
}
