import Imaging
import Networks
import Preparation
import Reports
import RunFolders
import Studies
import Tensors
import Training

/// Pictures of scans that lie close to a model's prototypes, for reports whose readers are to see them.
///
/// A model stores no scans, so the cohort that trained it has to be named again.
public struct PrototypeExamples: Sendable {
    /// The picture of the closest scan of each prototype, where one lies close.
    let pictures: [Int: PixelImage]
    /// How many scans of the cohort could not be read, or do not fit the model.
    public let failed: Int

    /// No pictures.
    public static let none = PrototypeExamples(pictures: [:], failed: 0)

    /// Whether no scan lies close to any prototype.
    public var isEmpty: Bool { pictures.isEmpty }

    private init(pictures: [Int: PixelImage], failed: Int) {
        self.pictures = pictures
        self.failed = failed
    }
}

extension PrototypeExamples {
    /// Looks for the scans that lie closest to the prototypes of the model's first member. A scan counts if it is as close to
    /// its nearest prototype as nearly all training scans are (`FeatureProfile.familiarShare`).
    ///
    /// - Parameters:
    ///   - clinical: what is known about the patients, for a model that reads clinical columns.
    ///   - isCancelled: asked before every scan; a yes throws `ExplainError.interrupted`.
    ///   - progress: called with the number of scans that were looked at.
    /// - Throws: `ExplainError.withoutPrototypes` or `PlanError`.
    public init(
        of model: ModelFile, among scans: [FoundScan], clinical: ClinicalTable, threads: Int,
        isCancelled: () -> Bool = { false }, progress: (Int) -> Void = { _ in }
    ) throws {
        let description = model.description
        guard let profile = description.profiles.first, !profile.prototypes.isEmpty else {
            throw ExplainError.withoutPrototypes(model: model.id)
        }
        var closest = ClosestScans(profile)
        let readable = scans.filter { $0.problem == nil }
        var failed = scans.count - readable.count
        let reader = try FeatureReader(
            description.architecture, input: description.input, weights: model.weights(ofMember: 0),
            batch: max(1, min(Self.batch, readable.count)), threads: threads)
        let prepared = PreparedScans(
            readable.map { LoadedItem(id: $0.name, source: $0.source) }, preparation: description.preparation,
            threads: threads, chunk: Self.batch)
        var waiting: [(sequence: FrameSequence, numbers: [Float])] = []
        for scan in prepared {
            if isCancelled() { throw ExplainError.interrupted(scans: 0) }
            if case .success(let sequence) = scan.outcome,
                description.input.admits(sequence.frames, fewerFrames: description.preparation.keepsFewerFrames)
            {
                let values = clinical[readable[scan.index].source.path] ?? []
                waiting.append((sequence, description.clinical.first?.numbers(values) ?? []))
            } else {
                failed += 1
            }
            guard waiting.count == Self.batch || scan.index == readable.count - 1 else { continue }
            let features = try reader.features(
                of: waiting.map(\.sequence.frames), clinical: description.clinical.isEmpty ? [] : waiting.map(\.numbers)
            )
            for (found, scan) in zip(features, waiting) { closest.add(scan.sequence, feature: found.decision ?? []) }
            waiting.removeAll(keepingCapacity: true)
            progress(scan.index + 1)
        }
        pictures = closest.scans.mapValues(\.picture)
        self.failed = failed
    }

    /// How many scans are held in memory at a time.
    private static let batch = 8

    /// What tells these pictures from others; nil without any.
    var sha256: String? {
        guard !isEmpty else { return nil }
        let bytes = pictures.sorted { $0.key < $1.key }.flatMap { number, picture in
            [UInt8(truncatingIfNeeded: number), UInt8(truncatingIfNeeded: picture.width)] + picture.pixels
        }
        return "\(SHA256.digest(of: bytes))"
    }
}

/// The closest scan to each prototype among those that were added.
private struct ClosestScans {
    private let profile: FeatureProfile
    private(set) var scans: [Int: (distance: Double, picture: PixelImage)] = [:]

    init(_ profile: FeatureProfile) { self.profile = profile }

    /// Only the prototype that is nearest to a scan can be stood for by it; of two equally close scans the first stays.
    mutating func add(_ sequence: FrameSequence, feature: [Float]) {
        guard let (prototype, distance) = profile.nearest(to: feature).first,
            distance <= profile.familiarDistance ?? .infinity,
            distance < scans[prototype]?.distance ?? .infinity
        else { return }
        scans[prototype] = (distance, PixelImage(ScanPicture.pixels(of: sequence)))
    }
}

extension PixelImage {
    /// A picture of the first channel of a height × width × channels tensor of values from 0 to 255, or of three where it has them.
    init(_ pixels: Tensor) {
        let (height, width, channels) = (pixels.shape[0], pixels.shape[1], pixels.shape[2])
        let kept = channels >= 3 ? 3 : 1
        let elements = pixels.elements
        self.init(
            width: width, height: height, channels: kept,
            pixels: (0..<height * width * kept).map { place in
                UInt8(max(0, min(255, elements[place / kept * channels + place % kept])).rounded())
            })
    }
}
