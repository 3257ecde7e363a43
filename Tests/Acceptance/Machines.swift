/// One shipped hardware file for each of the four controllers.
enum Machines {
  static let all = [
    "simulation_files/maeri_256mses_128_bw.cfg", "simulation_files/sigma_128mses_64_bw.cfg",
    "simulation_files/magma_128mses_128_bw.cfg", "simulation_files/tpu_16_16_pes.cfg",
  ]
  static let maeri = all[0]
}
