import Kernels

/// The exponential moving average of the weights that a plan made with `averages: true` keeps, running statistics included
/// (Polyak and Juditsky 1992, with the weights of Tarvainen and Valpola 2017). It starts at the loaded weights.
extension Plan {
    /// Moves the average by 1 − `decay` of its distance to the weights: a ← decay·a + (1 − decay)·w.
    public func average(decay: Double) throws(PlanError) {
        guard builder.averages else { throw .noAverage }
        ThreadTeam.use(threads: threads)
        let share = Float(1 - decay)
        builder.arena.average(share: share)
        for statistic in builder.parameters where statistic.gradient == nil {
            statistic.average?.average(towards: statistic.value, share: share)
        }
    }

    /// The averaged weights, in canonical layout and order.
    public func averagedWeights() throws(PlanError) -> Weights {
        guard builder.averages else { throw .noAverage }
        var found = frozenWeights
        for parameter in builder.parameters {
            if let average = parameter.average { try parameter.save(average, to: &found) }
        }
        return try ordered(found, suffixes: [""])
    }

    /// Goes on from a checkpoint's average.
    public func loadAverage(_ weights: Weights) throws(PlanError) {
        guard builder.averages else { throw .noAverage }
        try check(weights, suffixes: [""])
        try setAverage(weights)
    }

    func setAverage(_ weights: Weights) throws(PlanError) {
        for parameter in builder.parameters {
            if let average = parameter.average { try parameter.load(weights, into: average) }
        }
    }
}
