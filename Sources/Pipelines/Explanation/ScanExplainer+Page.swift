import Imaging
import Preparation
import Reports
import Saliency
import Training

/// What the page of an explanation shows, out of what was found.
extension ScanExplainer {
    func page(of finding: Finding, record: SaliencyRecord) -> ScanExplanation {
        let classes = model.description.classes
        let axis = record.axis ?? 2
        let ordered = (record.frames ?? []).sorted { $0.contribution > $1.contribution }.map(\.index)
        return ScanExplanation(
            sample: record.sample, answer: answer(finding),
            target: ScanExplanation.Target(
                className: classes[finding.target], logit: finding.logit,
                baselineLogit: explainer.hasMeans ? finding.contributions?.baselineLogit : nil),
            warnings: warnings(about: finding),
            pictures: ScanPictures(of: finding.scan, axis: min(axis, 2), leading: axis < 3 ? ordered : []),
            maps: zip(finding.maps, finding.faithfulness).map { map(of: $0, $1, in: finding) },
            frames: frames(record, of: finding), clinical: clinical(record), prototypes: prototypes(near: finding),
            trust: card,
            model: facts, provenance: provenance)
    }

    /// What was doubtful about the scan, and whether it lies far from the training cohort.
    func warnings(about finding: Finding) -> [ScanExplanation.Warning] {
        var warnings = finding.sequence.warnings.map { warning in
            let topic: ScanExplanation.Warning.Topic =
                switch warning {
                case .scan(.damaged): .damage
                case .unknownOrientation: .orientation
                default: .other
                }
            return ScanExplanation.Warning(topic, "\(warning)")
        }
        if let warning = model.description.profiles.first?.scans?.warning(about: finding.scan) {
            warnings.append(ScanExplanation.Warning(.range, warning))
        }
        let missing = zip(model.description.clinicalColumns, finding.clinicalValues).filter { $0.1 == nil }.map(\.0)
        if !missing.isEmpty {
            warnings.append(
                ScanExplanation.Warning(
                    .other,
                    "no value is known of the clinical \(missing.count == 1 ? "column" : "columns") "
                        + "\(missing.joined(separator: ", ")), which the model reads; name a manifest that has "
                        + "\(missing.count == 1 ? "it" : "them")"))
        }
        if let nearest = finding.prototypes.first,
            let warning = model.description.profiles.first?.warning(ofDistance: nearest.distance)
        {
            warnings.append(ScanExplanation.Warning(.unlikeTraining, warning))
        }
        return warnings
    }

    private var card: Reports.TrustCard {
        let rows = model.description.trust.flatMap { trust in
            trust.checks.map { check in row(check, method: trust.method) }
        }
        return rows.isEmpty ? .notMeasured : .measured(rows)
    }

    private func row(_ check: MethodTrust.Check, method: String) -> TrustRow {
        let verdict: TrustRow.Verdict =
            switch check.verdict {
            case .passed: .passed
            case .failed: .failed
            case .notJudged: .notJudged
            }
        return TrustRow(
            check: "\(SaliencyMethod(rawValue: method)?.title ?? method): \(check.name)", value: check.value,
            reference: check.wanted, verdict: verdict, sentence: check.sentence)
    }

    /// Whether a method's map may be read.
    private func state(of map: SaliencyMap) -> MethodMap.State {
        guard map.hasPositiveEvidence else { return .noPositiveEvidence }
        guard let trust = model.description.trust.first(where: { $0.method == map.method.rawValue }), trust.hasFailed
        else { return .usable }
        if settings.withholdsFailed { return .withheld }
        let failed = trust.checks.filter { $0.verdict == .failed }.map(\.name)
        return .failed(reason: "It failed its trust card: \(failed.joined(separator: ", ")).")
    }

    private func map(
        of map: SaliencyMap, _ faithfulness: Faithfulness, in finding: Finding
    ) -> MethodMap {
        let small = map.reduced(toAtMost: 64)
        let readsTimeOfVolume = finding.scan.isVolume && finding.sequence.sourceAxis == 3
        let drawn = map.hasPositiveEvidence && !readsTimeOfVolume
        return MethodMap(
            name: map.method.rawValue, title: map.method.title, formula: map.method.formula,
            layer: map.method.readsLayer ? explainer.tap?.path : nil, sign: map.method.isSigned ? .signed : .magnitude,
            state: state(of: map),
            grid: drawn
                ? MapGrid(
                    columns: small.columns, rows: small.rows, slices: small.slices, quantising: small.values,
                    placement: finding.space.placement(of: small)) : nil,
            scanChecks: [
                check("Deletion", gain: faithfulness.deletionGain, what: "taken away", moves: "falls"),
                check("Insertion", gain: faithfulness.insertionGain, what: "brought back", moves: "rises"),
            ],
            curves: [
                FaithfulnessCurve(
                    title: "deletion", values: faithfulness.deletion, random: faithfulness.randomDeletion),
                FaithfulnessCurve(
                    title: "insertion", values: faithfulness.insertion, random: faithfulness.randomInsertion),
            ])
    }

    private func check(_ name: String, gain: Double, what: String, moves: String) -> TrustRow {
        TrustRow(
            check: name, value: gain, reference: "above 0",
            verdict: gain > 0 ? .passed : .failed,
            sentence:
                "The area between the curves: how much faster than in random order the target's probability \(moves) where the "
                + "scan is \(what) in the map's order.")
    }

    private func frames(_ record: SaliencyRecord, of finding: Finding) -> Reports.FrameContributions? {
        guard let tail = explainer.tail, let found = record.completeness, let frames = record.frames else { return nil }
        let step: Reports.FrameContributions.Step =
            switch tail.division {
            case .frames: finding.scan.isVolume && finding.sequence.sourceAxis < 3 ? .slice : .frame
            case .volumes: .modality
            case .rows: .row
            case .columns, .cells: .cell
            }
        return Reports.FrameContributions(
            step: step, axis: step == .slice ? record.axis : nil,
            items: frames.map { .init(index: $0.index, value: $0.contribution, box: $0.box) },
            completeness: .init(
                sum: found.sum, difference: found.difference, steps: found.steps, isMet: found.met))
    }

    private func clinical(_ record: SaliencyRecord) -> ClinicalShares? {
        record.clinical.map { found in
            ClinicalShares(
                columns: found.columns.map { .init(name: $0.name, value: $0.value, contribution: $0.contribution) },
                scan: found.scan, baseline: found.baseline, baselineLogit: found.baselineLogit, orders: found.orders)
        }
    }

    private func prototypes(near finding: Finding) -> [PrototypeMatch] {
        guard let profile = model.description.profiles.first else { return [] }
        return finding.prototypes.prefix(5).map { match in
            PrototypeMatch(
                number: match.prototype, distance: match.distance,
                counts: zip(model.description.classes, profile.classCounts[match.prototype]).map { .init($0, $1) },
                example: examples.pictures[match.prototype])
        }
    }

    private var facts: [ScanExplanation.Fact] {
        let description = model.description
        let counts = zip(description.classes, description.cohort.classCounts).map { "\($1) \($0)" }
        let weighted = description.prevalence.map { shift in
            ScanExplanation.Fact(
                "Probabilities are for",
                zip(description.classes, shift.target).map { "\($1.rounded(toPlaces: 4)) of \($0)" }.joined(
                    separator: ", "))
        }
        return [
            .init("Intended use", description.intendedUse),
            .init("Classes", description.classes.joined(separator: ", ")),
            .init(
                "Trained on",
                "\(description.cohort.scans) scans of \(description.cohort.patients) patients: "
                    + counts.joined(separator: ", ")),
            .init("Reads", "\(description.input)"),
            .init("Members", "\(description.calibrations.count)"),
        ] + [weighted].compactMap { $0 }
    }

    private var provenance: [ScanExplanation.Fact] {
        [
            .init("Model", model.id), .init("Model made by", "cine \(model.description.cineVersion)"),
            .init("Explained by", "cine \(CineVersion.current)"),
            .init("Training cohort", String(model.description.cohort.sha256.prefix(16))),
            .init("Layer", explainer.tap?.path ?? "none"),
            .init("Methods", settings.methods.map(\.rawValue).joined(separator: ", ")),
        ]
    }
}
