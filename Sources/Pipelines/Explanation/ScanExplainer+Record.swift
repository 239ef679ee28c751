import Imaging
import Networks
import Preparation
import Saliency
import Training

extension ScanExplainer {
    /// What is written of a scan.
    ///
    /// - Parameter files: for each method the names of its files.
    func record(_ finding: Finding, sample: String, files: [[String]]) -> SaliencyRecord {
        let classes = model.description.classes
        var record = empty(sample)
        record.status = finding.score.isAbstained ? .abstained : .ok
        record.examples = examples.sha256
        record.warnings = warnings(about: finding).map(\.sentence)
        record.decision = finding.score.name(among: classes)
        record.probabilities = Dictionary(
            zip(classes, finding.score.probabilities), uniquingKeysWith: { first, _ in first })
        record.target = classes[finding.target]
        record.logit = finding.logit
        record.axis = axis(of: finding)
        record.layer = settings.methods.contains(where: \.readsLayer) ? explainer.tap?.path : nil
        record.frames = []
        if let contributions = finding.contributions {
            record.baselineLogit = contributions.baselineLogit
            record.baseline =
                explainer.hasMeans
                ? "the training cohort's mean frame feature"
                : "frame features of 0: the model file holds no mean of its training cohort"
            record.frames = frames(contributions, of: finding)
            record.completeness = SaliencyRecord.Completeness(
                sum: contributions.sum, difference: contributions.difference, steps: contributions.steps,
                met: contributions.areComplete)
            if !contributions.areComplete {
                record.warnings.append(
                    "the frames' contributions add up to \(contributions.sum) where the logit changes by "
                        + "\(contributions.difference), even with \(contributions.steps) steps")
            }
        }
        record.clinical = finding.clinical.map { contributions in
            SaliencyRecord.Clinical(
                contributions, names: model.description.clinicalColumns, values: finding.clinicalValues,
                baseline: clinicalBaseline)
        }
        record.methods = zip(finding.maps, files).map { map, files in
            SaliencyRecord.Method(
                name: map.method.rawValue, title: map.method.title, formula: map.method.formula,
                signed: map.method.isSigned, scale: Double(map.scale),
                evidence: map.hasPositiveEvidence ? "positive" : "no positive evidence",
                peak: peak(of: map, in: finding), files: files)
        }
        record.peak = record.methods?.lazy.compactMap(\.peak).first
        record.trust = SaliencyRecord.Trust(
            card: model.description.trust.isEmpty ? .notMeasured : .measured(model.description.trust),
            scan: Dictionary(
                zip(finding.maps, finding.faithfulness).map { ($0.method.rawValue, SaliencyRecord.Curves($1)) },
                uniquingKeysWith: { first, _ in first }))
        return record
    }

    /// A record of a scan that could not be explained.
    func failure(_ sample: String, error: String) -> SaliencyRecord {
        var record = empty(sample)
        record.error = error
        return record
    }

    private var clinicalBaseline: String {
        let scan =
            explainer.tail == nil
            ? "a scan whose frames show their own means"
            : explainer.hasMeans ? "the training cohort's mean frame feature" : "frame features of 0"
        return "\(scan) and the columns' means over the training part"
    }

    private func empty(_ sample: String) -> SaliencyRecord {
        SaliencyRecord(
            sample: sample, status: .failed, model: model.id, settings: settings, cineVersion: CineVersion.current)
    }

    /// The axis read as time as the contract counts it: the frames of a clip and the one image of a file lie along k.
    private func axis(of finding: Finding) -> Int {
        let axis = finding.sequence.sourceAxis
        return axis == 3 && !finding.scan.isVolume ? 2 : axis
    }

    private func peak(of map: SaliencyMap, in finding: Finding) -> SaliencyRecord.Peak? {
        guard let voxel = finding.space.peak(of: map) else { return nil }
        guard finding.scan.isVolume else {
            return SaliencyRecord.Peak(voxel: [voxel.x, voxel.y, finding.scan.times > 1 ? voxel.w : voxel.z])
        }
        let world = finding.scan.affine.apply([Double(voxel.x), Double(voxel.y), Double(voxel.z)])
        return SaliencyRecord.Peak(voxel: [voxel.x, voxel.y, voxel.z], world: [world.x, world.y, world.z])
    }

    /// Contributions by stored slice, row or cell; frames that repeat a slice count together.
    private func frames(_ contributions: FrameContributions, of finding: Finding) -> [SaliencyRecord.Frame] {
        guard let tail = explainer.tail else { return [] }
        let steps = contributions.values.count
        func shares(_ index: Int, of count: Int) -> ClosedRange<Double> {
            Double(index) / Double(count)...Double(index + 1) / Double(count)
        }
        switch tail.division {
        case .frames where steps == finding.sequence.sourceFrames.count:
            var sums: [Int: Double] = [:]
            for (slice, value) in zip(finding.sequence.sourceFrames, contributions.values) {
                sums[slice, default: 0] += value
            }
            return sums.sorted { $0.key < $1.key }.map { SaliencyRecord.Frame(index: $0.key, contribution: $0.value) }
        case .frames, .volumes:
            return contributions.values.enumerated().map { SaliencyRecord.Frame(index: $0, contribution: $1) }
        case .rows:
            return contributions.values.enumerated().map { row, value in
                SaliencyRecord.Frame(
                    index: row, contribution: value,
                    box: finding.space.box(rows: shares(row, of: steps), columns: 0...1))
            }
        case .columns:
            return contributions.values.enumerated().map { column, value in
                SaliencyRecord.Frame(
                    index: column, contribution: value,
                    box: finding.space.box(rows: 0...1, columns: shares(column, of: steps)))
            }
        case .cells(let rows, let columns):
            return contributions.values.enumerated().map { cell, value in
                SaliencyRecord.Frame(
                    index: cell, contribution: value,
                    box: finding.space.box(
                        rows: shares(cell / columns, of: rows), columns: shares(cell % columns, of: columns)))
            }
        }
    }
}
