/// How a scan becomes a sequence of frames: the `preparation:` block of a pipeline file, and of a model file.
///
/// The steps run in this order: channels are chosen, non-finite voxels replaced, the intensity window applied, axes
/// permuted and flipped to `orientation`, `axis` read as time, the grid resampled once to `spacing` and `size`, frames
/// chosen, intensities normalised over the whole sequence, and frames padded with the sequence's minimum.
public struct Preparation: Hashable, Sendable {
    /// The direction in which the volume's three axes shall run; `RAS` unless named.
    public var orientation = Orientation.ras
    /// The axis that is read as time; told by the scan unless named.
    public var axis = FrameAxis.automatic
    /// Voxel size in mm along the three axes of the oriented volume; as stored unless named.
    public var spacing: VoxelSpacing?
    /// The number of frames, or the most of them; all of them unless named.
    public var frameCount: FrameCount?
    /// Which frames are taken where a scan has more than `frames`.
    public var frameChoice = FrameChoice.even
    /// The order in which the frames are read; the scan's own unless named.
    public var order: FrameOrder?
    /// Rows and columns in the centre of a frame that are kept before it is brought to `size`; all unless named.
    public var crop: FrameSize?
    /// Rows and columns of a prepared frame; as the scan and `spacing` give them unless named.
    public var size: FrameSize?
    /// How a frame of another form is brought to `size`.
    public var fit = Fit.stretch
    /// Whether a grid that becomes coarser is smoothed first.
    public var antialias = true
    /// Intensities are clamped to this range, in the units of the scan; not at all unless named.
    public var window: IntensityWindow?
    /// How intensities are brought to a common scale.
    public var normalise = Normalisation.zScore
    /// Channels of a prepared frame: 1 (grey) or 3 (red, green, blue).
    public var channels = 1

    public init() {}
}

extension Preparation {
    /// The number of frames that every sequence has, or at most has; all of the scan's unless named.
    public var frames: Int? {
        get { frameCount?.count }
        set { frameCount = newValue.map { FrameCount($0) } }
    }

    /// Whether sequences of fewer than `frames` frames keep their own number.
    public var keepsFewerFrames: Bool { frameCount?.isGreatest ?? false }
}

extension Preparation: Codable {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case orientation, axis, spacing
        case frameCount = "frames"
        case frameChoice, order, crop, size, fit, antialias, window, normalise, channels
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        orientation = try container.decodeIfPresent(Orientation.self, forKey: .orientation) ?? orientation
        axis = try container.decodeIfPresent(FrameAxis.self, forKey: .axis) ?? axis
        spacing = try container.decodeIfPresent(VoxelSpacing.self, forKey: .spacing)
        frameCount = try container.decodeIfPresent(FrameCount.self, forKey: .frameCount)
        frameChoice = try container.decodeIfPresent(FrameChoice.self, forKey: .frameChoice) ?? frameChoice
        order = try container.decodeIfPresent(FrameOrder.self, forKey: .order)
        crop = try container.decodeIfPresent(FrameSize.self, forKey: .crop)
        size = try container.decodeIfPresent(FrameSize.self, forKey: .size)
        fit = try container.decodeIfPresent(Fit.self, forKey: .fit) ?? fit
        antialias = try container.decodeIfPresent(Bool.self, forKey: .antialias) ?? antialias
        window = try container.decodeIfPresent(IntensityWindow.self, forKey: .window)
        normalise = try container.decodeIfPresent(Normalisation.self, forKey: .normalise) ?? normalise
        channels = try container.decodeIfPresent(Int.self, forKey: .channels) ?? channels
        if let (key, value, requirement) = firstImpossible {
            throw DecodingError.impossible(value, at: key, in: container.codingPath, requirement)
        }
    }
}
