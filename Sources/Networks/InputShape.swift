/// The extents of one sample as a network reads it: a prepared sequence, and clinical numbers where it reads any.
public struct InputShape: Hashable, Sendable {
    /// The number of frames (time steps), 1 for a single image; a sequence may have fewer.
    public var frames: Int
    /// Rows of a frame, in pixels.
    public var height: Int
    /// Columns of a frame, in pixels.
    public var width: Int
    /// Channels of a pixel.
    public var channels: Int
    /// Numbers that are known about the patient beside the scan; `joinClinical` reads them.
    public var clinical: Int

    public init(frames: Int, height: Int, width: Int, channels: Int, clinical: Int = 0) {
        self.frames = frames
        self.height = height
        self.width = width
        self.channels = channels
        self.clinical = clinical
    }
}

extension InputShape: Codable {
    private enum CodingKeys: CodingKey {
        case frames, height, width, channels, clinical
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            frames: try container.decode(Int.self, forKey: .frames),
            height: try container.decode(Int.self, forKey: .height),
            width: try container.decode(Int.self, forKey: .width),
            channels: try container.decode(Int.self, forKey: .channels),
            clinical: try container.decodeIfPresent(Int.self, forKey: .clinical) ?? 0)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(frames, forKey: .frames)
        try container.encode(height, forKey: .height)
        try container.encode(width, forKey: .width)
        try container.encode(channels, forKey: .channels)
        if clinical > 0 { try container.encode(clinical, forKey: .clinical) }
    }
}

extension InputShape: CustomStringConvertible {
    /// As in `16 frames of 128×128×1`.
    public var description: String {
        "\(frames) \(frames == 1 ? "frame" : "frames") of \(height)×\(width)×\(channels)"
            + (clinical == 0 ? "" : " and \(clinical) clinical numbers")
    }
}
