extension Architecture {
    /// Checks that a training can leave the layers at `paths` as they are.
    ///
    /// - Throws: `PlanError.unknownLayer`, `.frozenBehindTrained` or `.nothingToTrain`; `.architecture`.
    public func checkFreezing(_ paths: [String], for input: InputShape) throws(PlanError) {
        guard !paths.isEmpty else { return }
        let parameters: [ParameterDescription]
        do {
            parameters = try self.parameters(for: input)
        } catch {
            throw .architecture(error)
        }
        _ = try FrozenLayers(paths, of: parameters)
    }
}
