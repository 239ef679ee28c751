import Networks

/// Labels of frames and networks that answer for each frame need each other.
extension Pipeline {
    /// Refuses settings that are for one answer a scan.
    func checkFrameLabels() throws(ConfigurationError) {
        guard let column = cohort.frameLabels else { return }
        let refused: [(block: String, key: String, isSet: Bool)] = [
            ("training", "mix", training.mix != nil),
            ("validation", "calibration", validation.calibration != .none),
            ("validation", "operatingPoint", validation.operatingPoint != nil),
            ("validation", "abstain", validation.abstain != nil),
            ("validation", "prevalence", validation.prevalence != nil),
            ("validation", "permutations", validation.permutations > 0),
        ]
        for (block, key, _) in refused.filter(\.isSet) {
            throw places.error(
                at: [.key(block), .key(key)],
                "this is for one answer a scan and not possible with labels of frames (cohort.frameLabels: \(column)); "
                    + "leave it out")
        }
    }

    /// Refuses a network whose last layer answers for each step where scans have one label, and the other way round.
    ///
    /// Where frames and size depend on the scans, any will do: they change how many steps there are, not whether.
    func checkKindOfAnswer() throws(ConfigurationError) {
        let input = InputShape(
            frames: preparation.frames ?? 16, height: preparation.size?.height ?? 64,
            width: preparation.size?.width ?? 64, channels: preparation.channels,
            clinical: fixedInput?.clinical ?? 2 * cohort.clinical.count)
        guard fixedInput == nil, let answer = try? model.answer(for: input), (answer.steps == nil) != expectsOneAnswer
        else { return }
        try check(answer, reading: input)
    }

    /// Refuses an answer that the labels do not fit.
    func check(_ answer: Answer, reading input: InputShape) throws(ConfigurationError) {
        let wanted = Answer(classes: answer.classes, steps: expectsOneAnswer ? nil : input.frames)
        guard answer != wanted else { return }
        guard !expectsOneAnswer else {
            throw places.errorAtEnd(
                "the network gives \(answer) where a scan has one label (\(wanted)); put a layer over time before the last, "
                    + "such as `maxOverTime` or a recurrent layer without `returns: all`, or name a column of frame labels "
                    + "with cohort.frameLabels")
        }
        throw places.errorAtEnd(
            "the network gives \(answer) where cohort.frameLabels labels each frame (\(wanted)); let the recurrent layer "
                + "return all steps (`returns: all`), leave out pooling over time, and end with `- {timeDistributed: {axis: "
                + "frames, layers: [{dense: {units: \(answer.classes)}}]}}`")
    }

    private var expectsOneAnswer: Bool { cohort.frameLabels == nil }
}
