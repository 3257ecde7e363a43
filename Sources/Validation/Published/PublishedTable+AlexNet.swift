import Hardware
import Workload

extension PublishedTable {
  /// AlexNet's layers on SIGMA, as Bifrost reports them (Stjerngren, Gibson and Cano, ISPASS 2022).
  static let alexNet = PublishedTable(
    title: "AlexNet on SIGMA (Bifrost, ISPASS 2022)",
    notes: """
      Stjerngren, Gibson and Cano, "Bifrost: End-to-End Evaluation and Optimization of Reconfigurable DNN \
      Accelerators", ISPASS 2022: torchvision's AlexNet, one image, nothing pruned, every layer a sparse matrix \
      product with MK stationary on 128 multipliers, 64 elements a cycle.
      """,
    runs: [
      layer("conv1", m: 64, n: 3_025, k: 363, PublishedFigures(paper: 1_164_224)),
      layer("conv2", m: 192, n: 729, k: 1_600, PublishedFigures(paper: 3_671_808)),
      layer("conv3", m: 384, n: 169, k: 1_728, PublishedFigures(paper: 1_887_360)),
      layer("conv4", m: 256, n: 169, k: 3_456, PublishedFigures(paper: 2_515_712)),
      layer("conv5", m: 256, n: 169, k: 2_304, PublishedFigures(paper: 1_706_752, stonne: 1_706_752)),
      layer("fc1", m: 4_096, n: 1, k: 9_216, PublishedFigures(paper: 4_485_120)),
      layer("fc2", m: 4_096, n: 1, k: 4_096, PublishedFigures(paper: 2_019_328)),
      layer("fc3", m: 1_000, n: 1, k: 4_096, PublishedFigures(paper: 493_000, stonne: 493_000)),
    ])

  private static func layer(
    _ name: String, m: Int, n: Int, k: Int, _ figures: PublishedFigures
  ) -> PublishedRun {
    PublishedRun(
      name, .sparseGEMM(MatrixShape(m: m, n: n, k: k), SparseGEMMOptions(dataflow: .leftStationary)),
      on: .sigma(128, bandwidth: 64), figures)
  }
}
