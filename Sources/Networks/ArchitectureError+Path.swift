extension ArchitectureError {
    /// The path of the layer that the error is about; nil where it is about the whole model.
    public var path: String? {
        switch self {
        case .empty, .invalidInput, .notAClassifier: nil
        case .unexpectedInput(let path, _, _, _), .windowTooLarge(let path, _, _), .invalidOption(let path, _, _, _),
            .tooLarge(let path, _, _), .duplicateName(let path), .branchesDiffer(let path, _, _, _):
            path
        }
    }
}
