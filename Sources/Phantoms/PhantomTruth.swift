/// What is known about one synthetic scan: a row of `labels.csv`.
public struct PhantomTruth: Hashable, Sendable {
    /// The scan's file, or its frame folder, relative to the cohort's folder.
    public let path: String
    public let className: String
    public let patient: String
    public let lesion: PhantomLesion?

    public init(path: String, className: String, patient: String, lesion: PhantomLesion?) {
        self.path = path
        self.className = className
        self.patient = patient
        self.lesion = lesion
    }

    /// The columns of `labels.csv`.
    public static let columns = CodingKeys.allCases.map(\.rawValue)

    /// The row's cells; a scan without a lesion has five empty ones, and an image has no slice.
    public var cells: [String] {
        let place = [lesion?.i, lesion?.j, lesion?.k].map { $0.map(String.init) ?? "" }
        let radii = [lesion?.radius, lesion?.radiusMillimetres].map { $0.map(Self.rounded) ?? "" }
        return [path, className, patient] + place + radii
    }

    private static func rounded(_ length: Double) -> String {
        String((length * 1000).rounded() / 1000)
    }
}

extension PhantomTruth: Encodable {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case path
        case className = "class"
        case patient
        case i = "lesion_i"
        case j = "lesion_j"
        case k = "lesion_k"
        case radius = "lesion_radius"
        case radiusMillimetres = "lesion_radius_mm"
    }

    /// Encodes the columns as keys; null where a cell is empty.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(path, forKey: .path)
        try container.encode(className, forKey: .className)
        try container.encode(patient, forKey: .patient)
        try container.encode(lesion?.i, forKey: .i)
        try container.encode(lesion?.j, forKey: .j)
        try container.encode(lesion?.k, forKey: .k)
        try container.encode(lesion?.radius, forKey: .radius)
        try container.encode(lesion?.radiusMillimetres, forKey: .radiusMillimetres)
    }
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

    public init(i: Int, j: Int, k: Int?, radius: Double, radiusMillimetres: Double) {
        self.i = i
        self.j = j
        self.k = k
        self.radius = radius
        self.radiusMillimetres = radiusMillimetres
    }
}
