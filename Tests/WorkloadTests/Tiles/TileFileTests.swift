import SettingsFiles
import TestSupport
import Testing
import Workload

@Suite("Tile files")
struct TileFileTests {
  private func file(_ text: String) throws(SettingsError) -> TileFile {
    try TileFile(SettingsDocument(text: Array(text.utf8), file: "t.txt"))
  }

  private func refusal(_ text: String) -> SettingsError? {
    do {
      _ = try file(text)
      return nil
    } catch { return error }
  }

  private let sizes = "T_R=1\nT_S=2\nT_C=3\nT_K=4\nT_G=5\nT_N=6\nT_X'=7\nT_Y'=8\n"
  private let gemm = Layer.denseGEMM(MatrixShape(m: 8, n: 8, k: 8))
  private let convolution = Layer.convolution(ConvolutionShape(r: 3, s: 3, c: 6, k: 6, x: 20, y: 20))
  private let sparseDense = Layer.sparseDense(MatrixShape(m: 8, n: 8, k: 8))

  @Test("a CONV tile has its eight sizes, T_X' and T_Y' unquoted")
  func convolutionTile() throws {
    let expected = TileFile.Content.sizes(Tile(r: 1, s: 2, c: 3, k: 4, g: 5, n: 6, x: 7, y: 8))
    let tile = try file("tile_type=\"CONV\"\n" + sizes)
    #expect(tile.content == expected)
    #expect(try tile.content(for: convolution) == expected)
    #expect(try tile.content(for: gemm) == expected)
  }

  @Test("of an FC tile T_S, T_K and T_N count, and the batch goes over the rows")
  func fullyConnectedTile() throws {
    let expected = TileFile.Content.sizes(Tile(m: 6, n: 4, k: 2))
    #expect(try file("tile_type=\"FC\"\n" + sizes).content == expected)
    #expect(try file("tile_type=\"FC\"\nT_S=2\nT_K=4\nT_N=6\n").content(for: gemm) == expected)
  }

  @Test("the text that a tile writes is read as the same tile")
  func writtenTiles() throws {
    let whole = Tile(r: 1, s: 2, c: 3, k: 4, g: 5, n: 6, x: 7, y: 8)
    let tiles = [(convolution, whole), (gemm, Tile(m: 2, n: 3, k: 4)), (sparseDense, Tile(m: 1, n: 4, k: 2))]
    for (layer, tile) in tiles {
      let text = try #require(tile.fileText(for: layer))
      #expect(try file(text).content(for: layer) == .sizes(tile))
    }
    let sparseGEMM = Layer.sparseGEMM(
      MatrixShape(m: 8, n: 8, k: 8), SparseGEMMOptions(dataflow: .leftStationary))
    #expect(whole.fileText(for: sparseGEMM) == nil)
  }

  @Test("an FC tile is no tile for a convolution, and a CONV tile none for SparseDense")
  func mismatches() throws {
    let error = #expect(throws: WorkloadError.self) {
      try file("\ntile_type=\"FC\"\nT_S=2\nT_K=4\nT_N=6").content(for: convolution)
    }
    #expect(
      error?.description == "tile of type FC in t.txt:2:11: the layer is a CONV, which takes "
        + "tile_type = \"CONV\" with eight sizes")
    #expect(throws: WorkloadError.self) {
      try file("tile_type=\"CONV\"\n" + sizes).content(for: sparseDense)
    }
  }

  @Test("a SparseDense layer takes T_N clusters of T_S multipliers from an FC tile of one neuron")
  func sparseDenseTile() throws {
    #expect(
      try file("tile_type=\"FC\"\nT_S=8\nT_K=1\nT_N=4").content(for: sparseDense) == .sizes(Tile(m: 1, n: 4, k: 8))
    )
    #expect(throws: WorkloadError.neuronsOfSparseTile(2, place: "t.txt")) {
      try file("tile_type=\"FC\"\nT_S=8\nT_K=2\nT_N=4").content(for: sparseDense)
    }
  }

  @Test("generate_tile asks a mapper, needs no sizes and takes STONNE's names in any case")
  func generated() throws {
    #expect(
      try file("tile_type=\"CONV\"\ngenerate_tile=\"Performance\"").content == .generated(.performance, by: .auto))
    #expect(
      try file("tile_type=\"FC\"\ngenerate_tile=\"3\"\ngenerator=\"mRNA\"\n").content(for: convolution)
        == .generated(.energyEfficiency, by: .mrna))
    #expect(
      try file("tile_type=\"CONV\"\ngenerate_tile=\"none\"\n" + sizes).content != .generated(.energy, by: .auto))
  }

  @Test("what STONNE would ignore or default silently is refused")
  func refusals() throws {
    #expect(refusal(sizes)?.description.contains("missing key `tile_type` in t.txt") == true)
    #expect(refusal("tile_type=\"POOL\"\n" + sizes)?.reason == "accepted: CONV, FC")
    #expect(refusal("tile_type=\"CONV\"\nT_R=1\n")?.what == "missing key `T_S`")
    #expect(refusal("tile_type=\"FC\"\nT_R=1\n")?.what == "missing key `T_N`")
    #expect(
      refusal("tile_type=\"CONV\"\ngenerate_tile=1\n")?.reason.contains("text in quotes is accepted") == true)
    #expect(refusal("tile_type=\"CONV\"\ngenerate_tile=\"performence\"\n")?.hint == "did you mean `performance`?")
    #expect(refusal("tile_type=\"CONV\"\ngenerator=\"mrn\"\n" + sizes)?.hint == "did you mean `mrna`?")
    #expect(refusal("tile_type=\"FC\"\nT_S=0\nT_K=1\nT_N=1")?.place == "t.txt:2:5")
    #expect(
      refusal("tile_type=\"FC\"\nT_S=-4\nT_K=1\nT_N=1")?.reason == "accepted: an integer from 1 to 4294967295")
    #expect(refusal("tile_type=\"CONV\"\nT_X=1\n" + sizes)?.hint == "did you mean `T_X'`?")
  }

  @Test("random changes to a tile file never trap")
  func mutations() {
    let original = Array(("tile_type=\"CONV\"\n" + sizes).utf8)
    for text in ByteMutations(of: original, seeds: 0..<2000, alphabet: Array("0123456789\"_='T".utf8)) {
      _ = text.withUnsafeBytes(isTileFile)
    }
  }
}
