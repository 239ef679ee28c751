/// A layer that gives its whole input to lists of layers.
protocol LayerContainer: LayerDescription {
    /// The lists, each with the path that its layers stand below; one without layers passes its input on.
    func branches(at path: LayerPath) -> [(layers: [Layer], path: LayerPath)]
}

extension LayerContainer {
    static var bare: Self? { nil }
    static var holdsLayers: Bool { true }

    /// The layers of all lists.
    var allLayers: [any LayerDescription] { branches(at: LayerPath()).flatMap(\.layers).map(\.description) }
}
