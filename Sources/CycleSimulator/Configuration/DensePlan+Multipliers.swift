extension DensePlan {
  /// What each multiplier of an array is there for.
  func multiplierRoles(_ multipliers: Int) -> [LinearMultiplier.Role] {
    let links = SlidingLinks(tile: tile, neurons: neurons, isActive: slides, multipliers: multipliers)
    return (0..<multipliers).map { multiplier in
      var role = LinearMultiplier.Role()
      guard multiplier < neurons.multipliers else { return role }
      role.virtualNeuron = multiplier / neurons.size
      role.folds = neurons.folds
      role.windows = shape.outputY
      role.productsPerPass = inputStepsPerPass
      role.isForwarder = neurons.hasForwarder && multiplier % neurons.size == 0
      role.sendsActivations = links.sends[multiplier]
      role.receivesActivations = links.receives[multiplier]
      return role
    }
  }
}
