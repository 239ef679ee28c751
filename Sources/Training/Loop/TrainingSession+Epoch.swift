import Networks
import RunFolders
import Tensors

extension TrainingSession {
    /// Trains the rest of the current epoch, scores the tuning part and writes history and checkpoints.
    func runEpoch(
        isCancelled: () -> Bool, progress: (TrainingProgress) -> Void
    ) throws(TrainingError) {
        let epoch = position.epochs + 1
        let factor = settings.schedule.factor(
            epoch: position.epochs, epochs: settings.epochs, history: position.history)
        let learningRate = settings.optimizer.learningRate * factor
        let order = streams.order(epoch: epoch, count: training.count)
        let clock = ContinuousClock()
        let start = clock.now
        let firstStep = position.steps
        while position.steps < steps {
            if isCancelled() {
                try save()
                throw .interrupted(epoch: epoch, step: position.steps)
            }
            let first = position.steps * batch
            let loss = try step(Array(order[first..<first + batch]), epoch: epoch, learningRate: learningRate)
            position.steps += 1
            position.lossSum += Double(loss)
            pace.count(samples: batch)
            progress(report(epoch: epoch))
        }
        let trained = clock.now
        let trainedSteps = position.steps - firstStep
        try finishEpoch(epoch, learningRate: learningRate, isCancelled: isCancelled)
        timing.append(
            EpochTiming(
                epoch: epoch, samples: trainedSteps * batch, trainSeconds: (trained - start) / .seconds(1),
                tuningSeconds: (clock.now - trained) / .seconds(1)))
        progress(report(epoch: epoch))
    }

    /// One forward and backward pass and one update; returns the loss.
    private func step(_ indices: [Int], epoch: Int, learningRate: Double) throws(TrainingError) -> Float {
        let number = position.steps + 1
        let kept = keptFeatures(of: indices)
        let (sequences, targets) = try samples(at: indices, epoch: epoch, step: number, loads: kept == nil)
        let function = settings.loss.function(
            classWeights: classWeights, labelSmoothing: Float(settings.labelSmoothing))
        let loss = try TrainingError.inEngine { () throws(PlanError) in
            for (place, sequence) in sequences.enumerated() { try plan.setInput(sequence, at: place) }
            for (place, index) in indices.enumerated() where !clinical.isEmpty {
                try plan.setClinical(clinical[index], at: place)
            }
            for (place, features) in (kept ?? []).enumerated() { try plan.setFrozenFeatures(features, at: place) }
            return try plan.trainStep(
                targets: targets, loss: function, dropoutSeed: streams.dropout(epoch: epoch, step: number),
                skipsFrozen: kept != nil)
        }
        if kept == nil { try keepFeatures(of: indices, sequences: sequences) }
        guard loss.isFinite else {
            throw .lossNotFinite(epoch: epoch, step: number, learningRate: learningRate)
        }
        if let clip = settings.clip {
            let norm = plan.gradientNorm()
            if norm > clip { plan.scaleGradients(Float(clip / norm)) }
        }
        position.updates += 1
        try TrainingError.inEngine { () throws(PlanError) in
            try plan.update(settings.optimizer.step(position.updates, learningRate: learningRate))
            if let average = settings.average { try plan.average(decay: average.decay(at: position.updates)) }
        }
        return loss
    }

    /// The sequences of one step and what the network should say of them.
    ///
    /// - Parameter loads: whether the sequences are needed; without, none is given.
    private func samples(
        at indices: [Int], epoch: Int, step: Int, loads: Bool
    ) throws(TrainingError) -> (sequences: [Tensor], targets: Targets) {
        let loaded = loads ? try loader.equalSequences(at: indices, epoch: epoch, shape: input) : []
        let sequences = loaded.map(\.frames)
        let samples = indices.map { training[$0] }
        let targets =
            plan.answer.steps == nil
            ? Targets(samples, classes: plan.classes)
            : try Targets(samples, at: loaded.map(\.source), classes: plan.classes)
        guard let mix = settings.mix else { return (sequences, targets) }
        var generator = streams.mixing(epoch: epoch, step: step)
        return mix.apply(to: sequences, targets: targets, using: &generator)
    }

    /// Adds the epoch's row to the history and writes what must survive a kill.
    private func finishEpoch(
        _ epoch: Int, learningRate: Double, isCancelled: () -> Bool
    ) throws(TrainingError) {
        let weights = try judgedWeights()
        guard weights.isFinite else { throw .weightsNotFinite(epoch: epoch, learningRate: learningRate) }
        var row = HistoryRow(
            epoch: epoch, learningRate: learningRate, trainLoss: position.lossSum / Double(max(steps, 1)))
        if let tuningPart {
            guard let score = try tuningPart.score(weights, isCancelled: isCancelled) else {
                try save()
                throw .interrupted(epoch: epoch, step: position.steps)
            }
            guard score.loss.isFinite else {
                throw .lossNotFinite(epoch: epoch, step: nil, learningRate: learningRate)
            }
            row.tuningLoss = score.loss
            row.tuningAccuracy = score.accuracy
            row.tuningAUROC = score.auroc
        }
        position.history.append(row)
        position.epochs += 1
        position.steps = 0
        position.lossSum = 0
        if settings.keep == .best, bestEpoch == epoch {
            try Checkpoint(position: position, weights: weights, optimizer: Weights()).write(to: folder.bestCheckpoint)
        }
        // The history first: a kill between the two leaves a row too many, which the epoch writes again.
        try TrainingError.inRunFolder { () throws(RunFolderError) in
            try AtomicFile.write(HistoryRow.table(position.history), to: folder.history)
        }
        try save()
    }

    private func report(epoch: Int) -> TrainingProgress {
        let isDone = position.epochs == epoch
        let done = (epoch - 1) * steps + (isDone ? steps : position.steps)
        return TrainingProgress(
            epoch: epoch, epochs: settings.epochs, step: isDone ? steps : position.steps, steps: steps,
            loss: isDone
                ? position.history.last?.trainLoss ?? 0 : position.lossSum / Double(max(position.steps, 1)),
            lastEpoch: position.history.last, samplesPerSecond: pace.samplesPerSecond,
            remainingSeconds: pace.seconds(forSteps: settings.epochs * steps - done))
    }
}
