extension StudyReport {
    private static let chartLimit = 50

    /// The losses of each training, epoch by epoch.
    var training: Page.Section {
        let trained = run.units.filter { $0.history != nil }
        var content: [HTML] = []
        if trained.isEmpty { content.append(.note("No history.csv is there, so no training curve can be drawn.")) }
        let losses = trained.flatMap { $0.history ?? [] }.flatMap { [$0.trainLoss, $0.tuningLoss].compactMap { $0 } }
        let epochs = trained.flatMap { $0.history ?? [] }.map(\.epoch)
        let charts = trained.prefix(Self.chartLimit).enumerated().map { number, unit in
            chart(unit, .init("Epoch", over: epochs, isWhole: true), .init("Loss", over: losses + [0]), number)
        }
        content.append(.element("div", [.class(charts.count > 1 ? "figures small" : "figures")], charts))
        if trained.count > Self.chartLimit {
            content.append(.note("Only the first \(Self.chartLimit) of \(trained.count) trainings are drawn."))
        }
        return Page.Section(id: "training", heading: "Training curves", content: content)
    }

    private func chart(_ unit: UnitRecord, _ x: Chart.Axis, _ y: Chart.Axis, _ number: Int) -> HTML {
        let history = unit.history ?? []
        var chart = Chart(title: unit.name, x: x, y: y)
        let train = history.filter { $0.trainLoss.isFinite }.map { ($0.epoch, $0.trainLoss) }
        chart.lines = [Chart.Line(points: train, colour: Palette.colour(0), label: "training part")]
        let tuning = history.compactMap { point in
            point.tuningLoss.flatMap { $0.isFinite ? (point.epoch, $0) : nil }
        }
        if !tuning.isEmpty {
            chart.lines.append(
                Chart.Line(points: tuning, colour: Palette.colour(1), dashes: .long, label: "tuning part"))
        }
        let lowest = tuning.min { $0.1 < $1.1 }
        let caption =
            "\(Figures.count(history.count, "epoch"))"
            + (lowest.map { "; lowest tuning loss \(Figures.rate($0.1)) in epoch \(Figures.plain($0.0))" } ?? "") + "."
        return chart.figure(
            "training-\(number)", caption: caption,
            frame: Chart.Frame(width: 420, height: 280, left: 56, right: 12, top: 10, bottom: 46, textSize: 12))
    }
}
