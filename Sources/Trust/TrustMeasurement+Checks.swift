import Foundation
import Training

extension MethodTrust.Check {
    /// A figure that passes up to a limit, or from a floor on; without either it is not judged.
    init(
        _ name: String, _ value: Double, atMost limit: Double? = nil, atLeast floor: Double? = nil, _ sentence: String
    ) {
        let passed = limit.map { value <= $0 } ?? floor.map { value >= $0 }
        self.init(
            name: name, value: value,
            wanted: limit.map { "at most \(Self.thousandths($0))" } ?? floor.map { "at least \(Self.thousandths($0))" },
            verdict: passed.map { $0 ? .passed : .failed } ?? .notJudged, sentence: sentence)
    }

    /// How much the maps are like those of a model that learnt less (Adebayo 2018).
    init(_ kind: TrustMeasurement.Comparison.Kind, correlation: Double) {
        switch kind {
        case .weights(let stage, let stages):
            let isLast = stage == stages
            self.init(
                isLast ? "weights randomised" : "weights randomised, stage \(stage) of \(stages)", correlation,
                atMost: isLast ? 0.5 : nil,
                "Rank correlation of the maps with those of the network whose "
                    + (isLast ? "layers are all" : "last layers are") + " drawn anew (Adebayo 2018).")
        case .labels(let seed):
            self.init(
                "labels randomised", correlation, atMost: 0.5,
                "Rank correlation of the maps with those of a network that the same recipe trained on labels "
                    + "shuffled among the patients (seed \(seed); Adebayo 2018).")
        }
    }

    /// To a thousandth, without zeros at the end.
    private static func thousandths(_ value: Double) -> String { String(format: "%g", (value * 1000).rounded() / 1000) }
}

extension TrustMeasurement.Sums {
    /// What the sums over `count` scans say.
    func checks(of count: Int, likenessToMean: Double?) -> [MethodTrust.Check] {
        let scans = Double(max(count, 1))
        var checks = [
            MethodTrust.Check(
                "repeatability", repeated / scans, atLeast: 0.8,
                "Rank correlation of the maps with those of the scan with noise of 1 % of its range, and another seed."),
            MethodTrust.Check(
                "deletion", deletion / scans, atLeast: 0,
                "How much faster than in random order the class's probability falls where the map's places are taken away "
                    + "(Petsiuk 2018)."),
            MethodTrust.Check(
                "insertion", insertion / scans, atLeast: 0,
                "How much faster than in random order it rises where they are brought back."),
            MethodTrust.Check(
                "edges", edges / scans, atMost: 0.5,
                "Rank correlation of the maps with an edge detector's picture (Sobel), which knows nothing of the class."
            ),
        ]
        if let likenessToMean {
            checks.append(
                MethodTrust.Check(
                    "average map", likenessToMean, atMost: 0.9,
                    "Rank correlation of each map with the mean of the others: a map that always looks alike explains no "
                        + "scan (Arun 2021)."))
        }
        if measuredBodies > 0 {
            checks.append(
                MethodTrust.Check(
                    "outside the body", outside / Double(measuredBodies),
                    atMost: outsideArea / Double(measuredBodies),
                    "Share of the map's positive mass on pixels of the background, against the background's share of the "
                        + "pixels."))
        }
        if measuredMasks > 0 {
            checks.append(
                MethodTrust.Check(
                    "inside the mask", masked / Double(measuredMasks), atLeast: maskedArea / Double(measuredMasks),
                    "Share of the map's positive mass inside the masks of \(measuredMasks) scans, against the masks' share "
                        + "of the voxels."))
        }
        if lesions > 0 {
            checks += [
                MethodTrust.Check(
                    "pointing game", hits / Double(lesions), atLeast: 0.5,
                    "Share of \(lesions) scans with a known lesion whose peak lies in it or within one cell of the map."
                ),
                MethodTrust.Check(
                    "mass in the lesion", inside / Double(lesions), "Share of the map's positive mass in the lesion."),
            ]
        }
        return checks
    }
}
