/// What is known about one synthetic scan: a row of `labels.csv`.
public struct PhantomTruth: Hashable, Sendable {
    /// The scan's file, or its frame folder, relative to the cohort's folder.
    public let path: String
    public let className: String
    public let patient: String
    public let lesion: PhantomLesion?
}

/// Where a synthetic lesion lies, in voxels as stored.
public struct PhantomLesion: Hashable, Sendable {
    /// The centre's column.
    public let i: Int
    /// The centre's row.
    public let j: Int
    /// The centre's slice, or the frame of a clip; nil for an image.
    public let k: Int?
    /// The radius along `i`, in voxels.
    public let radius: Double
    /// The radius in millimetres.
    public let radiusMillimetres: Double
}
