import Saliency
import Tensors

/// A scan on which maps are measured.
public struct TrustSample: Sendable {
    /// T·H·W·C.
    public var frames: Tensor
    public var clinical: [Float]
    /// The class that is explained.
    public var target: Int
    /// Where the truth is known: whether a voxel as stored lies in the lesion, given by how much it may lie outside (voxels).
    public var lesion: Lesion?
    public var space: ScannerSpace

    public init(frames: Tensor, clinical: [Float], target: Int, lesion: Lesion?, space: ScannerSpace) {
        (self.frames, self.clinical, self.target) = (frames, clinical, target)
        (self.lesion, self.space) = (lesion, space)
    }
}

/// A lesion whose place is known: an ellipsoid in the scan as stored.
public struct Lesion: Hashable, Sendable {
    /// i, j, k; the frame of a clip along k.
    public var centre: SIMD3<Double>
    /// In voxels along i, j, k; infinite where the place along an axis does not count.
    public var radii: SIMD3<Double>

    public init(centre: SIMD3<Double>, radii: SIMD3<Double>) {
        (self.centre, self.radii) = (centre, radii)
    }

    /// Whether a place lies in the lesion, made larger by `margin` along each axis.
    public func contains(_ place: SIMD3<Double>, margin: SIMD3<Double>) -> Bool {
        let shares = (place - centre) / (radii + margin)
        return (shares * shares).sum() <= 1
    }
}
