import Imaging
import Tensors

@testable import Reports

/// An explanation with every part, of a volume of 24×20×16 voxels whose map has one bright cell.
func explanationExample(
    sample: String = "scan", className: String = "present", states: [MethodMap.State] = [.usable],
    trust: TrustCard = .notMeasured, pictures: ScanPictures? = nil, note: String = "note"
) -> ScanExplanation {
    var values = [Float](repeating: 0, count: 6 * 5 * 4)
    values[(2 * 5 + 3) * 6 + 4] = 0.5
    let grid = MapGrid(
        columns: 6, rows: 5, slices: 4, quantising: values,
        placement: Affine(spacing: [4, 4, 4], origin: [1.5, 1.5, 1.5]))
    return ScanExplanation(
        sample: sample,
        answer: .init(
            className: className, classes: [.init("absent", 0.125), .init(className, 0.875)],
            interval: .init(low: 0.75, high: 0.9375, meaning: "range of 5 models"), calibration: "temperature 1.5",
            operatingPoint: .init(
                positiveClass: className, threshold: 0.25, rule: "sensitivity of at least 0.95",
                source: "the tuning part, 40 scans")),
        target: .init(className: className, logit: 1.5, baselineLogit: -0.5),
        warnings: [.init(.range, "Slices are thicker than any trained on. \(note)")],
        pictures: pictures ?? ScanPictures(of: volumeExample(), leading: [9, 10]),
        maps: states.enumerated().map { place, state in
            MethodMap(
                name: "method\(place)", title: "Method \(place)", formula: "S = ∂y/∂x", layer: "model[0]",
                sign: .magnitude, state: state, grid: grid,
                scanChecks: [
                    .init(
                        check: "Deletion", value: 0.2, reference: "0.5", verdict: .passed, sentence: "Falls early.")
                ], curves: [.init(title: "deletion", values: [0.9, 0.4, 0.1], random: [0.9, 0.6, 0.1])])
        },
        frames: .init(
            step: .slice, axis: 2,
            items: (0..<16).map { .init(index: $0, value: $0 == 9 ? 1.25 : -0.03125) },
            completeness: .init(sum: 0.78125, difference: 2, steps: 1024, isMet: false)),
        prototypes: [.init(number: 7, distance: 0.5, counts: [.init("absent", 1), .init(className, 3)])],
        trust: trust, model: [.init("Intended use", note)], provenance: [.init("Cine", "1.0")])
}

/// 24×20×16 voxels of 2 mm in LAS axes; each value is its place in the file.
func volumeExample() -> Scan {
    Scan(
        voxels: Tensor(shape: [1, 16, 20, 24, 1], elements: (0..<24 * 20 * 16).map(Float.init)),
        affine: Affine(spacing: [-2, 2, 2]), hasAffine: true, spacing: [2, 2, 2], format: .nifti1, bitDepth: 16)
}
