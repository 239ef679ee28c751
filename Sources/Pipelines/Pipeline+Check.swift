import Networks

extension Pipeline {
    /// Refuses what cannot work before any scan is read: impossible settings and layers that do not fit together.
    public func check() throws {
        try preparation.validate()
        try augmentation.validate()
        if let input = preparation.networkInput {
            _ = try model.classCount(for: input)
        }
    }
}
