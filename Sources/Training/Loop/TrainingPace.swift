/// How fast a training goes, measured since it began or was resumed in this process.
struct TrainingPace {
    private let start = ContinuousClock.now
    private var samples = 0
    private var steps = 0

    /// Counts one step.
    mutating func count(samples: Int) {
        self.samples += samples
        steps += 1
    }

    var samplesPerSecond: Double {
        Double(samples) / max(elapsedSeconds, .leastNormalMagnitude)
    }

    /// The seconds that some further steps will take, with their share of loading and scoring; nil before the first step.
    func seconds(forSteps further: Int) -> Double? {
        steps > 0 ? elapsedSeconds / Double(steps) * Double(further) : nil
    }

    private var elapsedSeconds: Double { (ContinuousClock.now - start) / .seconds(1) }
}
