import Tensors

extension Weights {
    /// Fresh weights: what PyTorch draws for the same layers (He et al. 2015 with a slope of √5 for convolutions and dense
    /// layers, even draws within 1/√units for an LSTM), 1 and 0 for batch normalization.
    ///
    /// Every tensor has its own stream of `seed`, numbered by its place.
    public static func initial(
        for architecture: Architecture, input: InputShape, seed: UInt64
    ) throws(ArchitectureError) -> Weights {
        var weights = Weights()
        for (place, parameter) in try architecture.parameters(for: input).enumerated() {
            weights[parameter.name] = parameter.drawn(seed: seed, place: place)
        }
        return weights
    }
}

extension ParameterDescription {
    fileprivate func drawn(seed: UInt64, place: Int) -> Tensor {
        switch initialValue {
        case .constant(let value):
            return Tensor(shape: shape, repeating: value)
        case .uniform(let bound):
            var generator = RandomGenerator(seed: seed, stream: [UInt64(place)])
            return Tensor(shape: shape) { elements in
                for index in elements.indices {
                    elements.initializeElement(at: index, to: Float(generator.uniform(-bound...bound)))
                }
            }
        }
    }
}
