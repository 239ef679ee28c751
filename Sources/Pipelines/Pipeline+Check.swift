import Networks
import Preparation

extension Pipeline {
    /// Refuses what cannot work before any scan is read: impossible settings and layers that do not fit together.
    public func check() throws {
        try preparation.validate()
        try augmentation.validate()
        if case .unit(let unit) = training.initial, unit != .previousFold {
            throw PipelineError.unknownUnit(unit.name)
        }
        if let input = preparation.fixedInput {
            _ = try model.classCount(for: input)
        }
    }
}

extension Preparation {
    /// The network's input where it does not depend on the scans: the frames' number and size are named.
    fileprivate var fixedInput: InputShape? {
        guard let size else { return nil }
        return InputShape(frames: frames ?? 1, height: size.height, width: size.width, channels: channels)
    }
}
