import Preparation
import Tensors

/// How a prepared scan looks, coarsely: the spectra of up to five of its frames.
public struct ScanFingerprint: Hashable, Sendable {
    /// The most frames of a sequence that are compared, evenly spaced.
    static let frames = 5

    let spectra: [FrameSpectrum]

    /// - Precondition: the sequence was prepared as `Preparation.forFingerprints` says.
    init(_ sequence: FrameSequence) {
        let size = FrameSpectrum.side * FrameSpectrum.side
        let elements = sequence.frames.elements
        let sources = sequence.sourceFrames
        // A scan with fewer frames has some of them repeated; each counts once.
        let distinct = sources.indices.filter { $0 == 0 || sources[$0] != sources[$0 - 1] }
        spectra = distinct.map { FrameSpectrum(pixels: elements[$0 * size..<($0 + 1) * size]) }
    }

    /// The mean correlation of the frames in order; 0 where their numbers differ.
    func correlation(with other: ScanFingerprint) -> Float {
        guard spectra.count == other.spectra.count, !spectra.isEmpty else { return 0 }
        return zip(spectra, other.spectra).reduce(0) { $0 + $1.0.correlation(with: $1.1) } / Float(spectra.count)
    }
}

extension Preparation {
    /// The same preparation for comparing scans: orientation, axis, spacing, crop, window and fit as they are, but up to
    /// five grey frames of 64 × 64 in z-scores.
    var forFingerprints: Preparation {
        var small = self
        small.frames = min(frames ?? ScanFingerprint.frames, ScanFingerprint.frames)
        small.frameChoice = .even
        small.order = nil
        small.size = FrameSize(height: FrameSpectrum.side, width: FrameSpectrum.side)
        small.antialias = true
        small.normalise = .zScore
        small.channels = 1
        return small
    }
}
