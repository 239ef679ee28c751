import Saliency
import Tensors

/// A scan on which maps are measured.
public struct TrustSample: Sendable {
    /// T·H·W·C.
    public var frames: Tensor
    /// Each member's clinical numbers; empty where the networks read none.
    public var clinical: [[Float]]
    /// The class that is explained.
    public var target: Int
    /// Where the truth is known: whether a voxel as stored lies in the lesion, given by how much it may lie outside (voxels).
    public var lesion: Lesion?
    /// Where the evidence is expected, if that is known: whether each voxel of the scan as stored lies inside, `[K, J, I]`; the
    /// same at every time.
    public var mask: [Bool]?
    public var space: ScannerSpace

    public init(
        frames: Tensor, clinical: [[Float]], target: Int, lesion: Lesion?, mask: [Bool]? = nil, space: ScannerSpace
    ) {
        (self.frames, self.clinical, self.target) = (frames, clinical, target)
        (self.lesion, self.mask, self.space) = (lesion, mask, space)
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
