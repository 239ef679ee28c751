/// The three measured workloads: fixed architectures that the peers run too.
public enum Workload: String, CaseIterable, Sendable {
    /// MRI volume: 16 slices of 128×128, four blocks of convolution, batch normalization, ReLU and pooling, LSTM.
    case W1
    /// X-ray: one image of 224×224, eight convolutions; the 14 rows of the map are the sequence.
    case W2
    /// MedMNIST3D: 28 slices of 28×28, three blocks, LSTM.
    case W3

    public var batch: Int {
        switch self {
        case .W1: 4
        case .W2: 16
        case .W3: 32
        }
    }

    public var input: InputShape {
        switch self {
        case .W1: InputShape(frames: 16, height: 128, width: 128, channels: 1)
        case .W2: InputShape(frames: 1, height: 224, width: 224, channels: 1)
        case .W3: InputShape(frames: 28, height: 28, width: 28, channels: 1)
        }
    }

    public var architecture: Architecture {
        switch self {
        case .W1: Self.slices(filters: [16, 32, 64, 64], units: 64, classes: 2)
        case .W2: Self.rows(filters: [32, 64, 128, 128], units: 128, classes: 3)
        case .W3: Self.slices(filters: [32, 64, 128], units: 128, classes: 11)
        }
    }

    private static func slices(filters: [Int], units: Int, classes: Int) -> Architecture {
        let blocks: [Layer] = filters.flatMap { filters -> [Layer] in
            [
                .convolution(Convolution(filters: filters, bias: false)), .batchNormalization(BatchNormalization()),
                .relu, .maxPool(MaxPool()),
            ]
        }
        return Architecture(layers: [
            .timeDistributed(TimeDistributed(axis: .slices, layers: blocks + [.globalAveragePool])),
            .lstm(LSTM(units: units)), .dense(Dense(units: classes)),
        ])
    }

    private static func rows(filters: [Int], units: Int, classes: Int) -> Architecture {
        let blocks: [Layer] = filters.flatMap { filters -> [Layer] in
            let convolution = Layer.convolution(Convolution(filters: filters))
            return [convolution, .relu, convolution, .relu, .maxPool(MaxPool())]
        }
        return Architecture(
            layers: blocks + [
                .readAsSequence(ReadAsSequence()), .lstm(LSTM(units: units)), .dense(Dense(units: classes)),
            ])
    }
}
