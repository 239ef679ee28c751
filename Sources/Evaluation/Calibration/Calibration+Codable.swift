extension Calibration: Codable {
    private enum CodingKeys: String, CodingKey {
        case method, parameters
    }

    /// As in `{"method": "temperature", "parameters": {"temperature": 1.4}}`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self =
            switch try container.decode(Method.self, forKey: .method) {
            case .none: .none
            case .temperature: .temperature(try container.decode(TemperatureScaling.self, forKey: .parameters))
            case .platt: .platt(try container.decode(PlattScaling.self, forKey: .parameters))
            case .isotonic: .isotonic(try container.decode(IsotonicCalibration.self, forKey: .parameters))
            case .vector: .vector(try container.decode(VectorScaling.self, forKey: .parameters))
            }
        guard hasUsableParameters else {
            throw DecodingError.dataCorruptedError(
                forKey: .parameters, in: container,
                debugDescription: "the parameters of the calibration by \(method.rawValue) do not fit together")
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(method, forKey: .method)
        switch self {
        case .none: break
        case .temperature(let temperature): try container.encode(temperature, forKey: .parameters)
        case .platt(let platt): try container.encode(platt, forKey: .parameters)
        case .isotonic(let isotonic): try container.encode(isotonic, forKey: .parameters)
        case .vector(let vector): try container.encode(vector, forKey: .parameters)
        }
    }

    /// A model file may say anything: nothing that was read may trap or give what is no probability.
    private var hasUsableParameters: Bool {
        switch self {
        case .none: true
        case .temperature(let temperature): temperature.temperature.isFinite && temperature.temperature > 0
        case .platt(let platt):
            (0...1).contains(platt.positiveClass) && platt.slope.isFinite && platt.intercept.isFinite
        case .isotonic(let isotonic):
            (isotonic.positiveClass.map { (0...1).contains($0) && isotonic.curves.count == 1 }
                ?? (isotonic.curves.count >= 2)) && isotonic.curves.allSatisfy(\.isUsable)
        case .vector(let vector):
            vector.scales.count >= 2 && vector.scales.count == vector.offsets.count
                && (vector.scales + vector.offsets).allSatisfy(\.isFinite)
        }
    }
}

extension IsotonicCurve {
    fileprivate var isUsable: Bool {
        !scores.isEmpty && scores.count == frequencies.count && scores.allSatisfy(\.isFinite)
            && frequencies.allSatisfy { $0 >= 0 && $0 <= 1 }
            && zip(scores, scores.dropFirst()).allSatisfy { $0 < $1 }
            && zip(frequencies, frequencies.dropFirst()).allSatisfy { $0 <= $1 }
    }
}
