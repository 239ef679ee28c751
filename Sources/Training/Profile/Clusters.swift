import Tensors

/// Groups of features about their centres: k-means (Lloyd 1982) from k-means++ starts (Arthur and Vassilvitskii 2007), in
/// units of standard deviations.
struct Clusters {
    private(set) var centres: [[Float]] = []
    private let deviations: [Float]

    /// - Precondition: there is at least one feature, all have as many numbers as `deviations`.
    init(of features: [[Float]], count: Int, deviations: [Float], using generator: inout RandomGenerator) {
        self.deviations = deviations
        centres = [features[generator.index(below: features.count)]]
        var squares = features.map { distance(to: 0, of: $0) }.map { $0 * $0 }
        while centres.count < min(count, features.count) {
            var rest = generator.unit() * squares.reduce(0, +)
            guard rest > 0 else { break }
            let next = squares.firstIndex { square in
                rest -= square
                return rest < 0
            }
            centres.append(features[next ?? squares.count - 1])
            for (place, feature) in features.enumerated() {
                let new = distance(to: centres.count - 1, of: feature)
                squares[place] = min(squares[place], new * new)
            }
        }
        for _ in 0..<50 {
            let before = centres
            move(to: features)
            if centres == before { break }
        }
    }

    /// The centre nearest to a feature, and its distance.
    func nearest(to feature: [Float]) -> (centre: Int, distance: Double) {
        let distances = centres.indices.map { distance(to: $0, of: feature) }
        let centre = distances.indices.min { distances[$0] < distances[$1] } ?? 0
        return (centre, distances[centre])
    }

    /// √(mean of ((a − b)/s)²).
    static func distance(_ a: [Float], _ b: [Float], _ deviations: [Float]) -> Double {
        var sum = 0.0
        for place in a.indices {
            let difference = Double(a[place] - b[place]) / Double(deviations[place])
            sum += difference * difference
        }
        return (sum / Double(max(a.count, 1))).squareRoot()
    }

    private func distance(to centre: Int, of feature: [Float]) -> Double {
        Self.distance(feature, centres[centre], deviations)
    }

    /// Each centre becomes the mean of the features nearest to it; one without any stays.
    private mutating func move(to features: [[Float]]) {
        var sums = centres.map { $0.map { _ in 0.0 } }
        var counts = centres.map { _ in 0 }
        for feature in features {
            let centre = nearest(to: feature).centre
            counts[centre] += 1
            for place in feature.indices { sums[centre][place] += Double(feature[place]) }
        }
        for centre in centres.indices where counts[centre] > 0 {
            centres[centre] = sums[centre].map { Float($0 / Double(counts[centre])) }
        }
    }
}
