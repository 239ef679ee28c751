import Tensors

/// Random changes to a prepared sequence while a network trains: the `augmentation:` block of a pipeline file.
///
/// What is not named is not changed. All frames of a sequence get the same spatial change, made in one bilinear
/// resampling; places outside the frames are filled with the sequence's minimum.
public struct Augmentation: Hashable, Sendable {
    /// Frames mirrored left to right or top to bottom.
    public var flip: Flip?
    /// Frames turned about their centre.
    public var rotation: Rotation?
    /// Frames moved.
    public var shift: Shift?
    /// Frames made larger or smaller about their centre.
    public var scale: ScaleChange?
    /// Frames bent smoothly.
    public var elastic: Elastic?
    /// Brightness, contrast and gamma.
    public var intensity: IntensityChange?
    /// Independent noise on every pixel.
    public var noise: Noise?
    /// The order of the frames reversed.
    public var timeFlip: TimeFlip?
    /// The frames moved along the sequence.
    public var frameShift: FrameShift?

    public init() {}
}

extension Augmentation: Codable {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case flip, rotation, shift, scale, elastic, intensity, noise, timeFlip, frameShift
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        flip = try container.decodeIfPresent(Flip.self, forKey: .flip)
        rotation = try container.decodeIfPresent(Rotation.self, forKey: .rotation)
        shift = try container.decodeIfPresent(Shift.self, forKey: .shift)
        scale = try container.decodeIfPresent(ScaleChange.self, forKey: .scale)
        elastic = try container.decodeIfPresent(Elastic.self, forKey: .elastic)
        intensity = try container.decodeIfPresent(IntensityChange.self, forKey: .intensity)
        noise = try container.decodeIfPresent(Noise.self, forKey: .noise)
        timeFlip = try container.decodeIfPresent(TimeFlip.self, forKey: .timeFlip)
        frameShift = try container.decodeIfPresent(FrameShift.self, forKey: .frameShift)
        do {
            try validate()
        } catch {
            throw DecodingError.impossible(error.value, at: error.key, in: container.codingPath, error.requirement)
        }
    }
}

extension Augmentation {
    /// Checks that every setting is possible.
    ///
    /// - Throws: `AugmentationError`, which names the key.
    public func validate() throws(AugmentationError) {
        try flip?.validate()
        try rotation?.validate()
        try shift?.validate()
        try scale?.validate()
        try elastic?.validate()
        try intensity?.validate()
        try noise?.validate()
        try timeFlip?.validate()
        try frameShift?.validate()
    }

    /// The sequence `[T, H, W, C]` changed at random; the same generator gives the same bytes.
    ///
    /// - Precondition: `frames` has four axes and the settings are valid.
    public func apply(to frames: Tensor, using generator: inout RandomGenerator) -> Tensor {
        changed(frames, using: &generator).frames
    }

    /// A sequence changed at random, with the frames of the scan that it is then made of.
    func apply(to sequence: LoadedSequence, using generator: inout RandomGenerator) -> LoadedSequence {
        let (frames, order) = changed(sequence.frames, using: &generator)
        return LoadedSequence(frames: frames, source: sequence.source.selecting(order))
    }

    /// The changed frames, and for each which it was before; nil where they stay in their order.
    private func changed(
        _ frames: Tensor, using generator: inout RandomGenerator
    ) -> (frames: Tensor, order: [Int]?) {
        precondition(frames.shape.rank == 4, "frames are [T, H, W, C], not \(frames.shape)")
        if frames.count == 0 { return (frames, nil) }
        let warp = drawWarp(height: frames.shape[1], width: frames.shape[2], using: &generator)
        let order = drawOrder(of: frames.shape[0], using: &generator)
        let curve = intensity?.draw(using: &generator)
        let strength = noise?.draw(using: &generator)

        var result = frames
        if let warp {
            result = warp.apply(to: frames, order: order, fill: frames.range.least)
        } else if let order {
            result = frames.selectingFrames(order)
        }
        guard curve != nil || strength != nil else { return (result, order) }
        let (mean, deviation) = frames.moments
        curve?.apply(to: &result, mean: mean, deviation: deviation)
        if let strength { result.addNoise(deviation: Float(strength * deviation), using: &generator) }
        return (result, order)
    }

    /// Draws the spatial change that all frames get; nil where they stay as they are.
    private func drawWarp(height: Int, width: Int, using generator: inout RandomGenerator) -> FrameWarp? {
        var transform = FrameTransform.identity
        if let flip { transform = transform.followed(by: flip.draw(using: &generator)) }
        if let scale { transform = transform.followed(by: scale.draw(using: &generator)) }
        if let rotation { transform = transform.followed(by: rotation.draw(using: &generator)) }
        if let shift {
            transform = transform.followed(by: shift.draw(height: height, width: width, using: &generator))
        }
        let deformation = elastic?.draw(height: height, width: width, using: &generator)
        if transform == .identity, deformation == nil { return nil }
        return FrameWarp(transform, deformation, height: height, width: width)
    }

    /// Draws the order of the frames; nil where it stays as it is.
    private func drawOrder(of count: Int, using generator: inout RandomGenerator) -> [Int]? {
        var order = Array(0..<count)
        if let timeFlip, generator.happens(with: timeFlip.probability) { order.reverse() }
        if let frameShift {
            let places = frameShift.draw(using: &generator)
            order = order.indices.map { order[min(max($0 - places, 0), count - 1)] }
        }
        return order == Array(0..<count) ? nil : order
    }
}
