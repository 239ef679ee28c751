import Saliency
import Tensors

extension TrustMeasurement {
    /// What is added up over the scans.
    struct Sums {
        var repeated = 0.0, deletion = 0.0, insertion = 0.0, edges = 0.0
        var outside = 0.0, outsideArea = 0.0
        var measuredBodies = 0
        var masked = 0.0, maskedArea = 0.0
        var measuredMasks = 0
        var hits = 0.0, inside = 0.0
        var lesions = 0

        /// Compares a map with edges, body, mask and lesion.
        mutating func add(_ map: SaliencyMap, of sample: TrustSample) {
            let shape = sample.frames.shape
            let pixels = map.resampled(frames: shape[0], rows: shape[1], columns: shape[2])
            edges += RankCorrelation.of(pixels.map(abs), sample.frames.edges)
            let mass = pixels.reduce(0) { $0 + Double(max($1, 0)) }
            let body = sample.frames.body
            let background = body.count { !$0 }
            if mass > 0, background > 0 {
                let lost = zip(pixels, body).reduce(0) { $1.1 ? $0 : $0 + Double(max($1.0, 0)) }
                outside += lost / mass
                outsideArea += Double(background) / Double(body.count)
                measuredBodies += 1
            }
            if let mask = sample.mask { add(map, mask, in: sample.space) }
            if let lesion = sample.lesion { add(map, lesion, in: sample.space) }
        }

        /// Frames may show a part of the scan only; the rest counts neither as inside nor as outside.
        private mutating func add(_ map: SaliencyMap, _ mask: [Bool], in space: ScannerSpace) {
            guard map.hasPositiveEvidence else { return }
            var level = map
            for place in level.values.indices { level.values[place] = 1 }
            func share(of map: SaliencyMap) -> Double {
                var (found, total) = (0.0, 0.0)
                for (place, value) in space.resampled(map).elements.enumerated() where value > 0 {
                    total += Double(value)
                    if mask[place % mask.count] { found += Double(value) }
                }
                return total > 0 ? found / total : 0
            }
            masked += share(of: map)
            maskedArea += share(of: level)
            measuredMasks += 1
        }

        private mutating func add(_ map: SaliencyMap, _ lesion: Lesion, in space: ScannerSpace) {
            lesions += 1
            guard map.hasPositiveEvidence else { return }
            let placement = space.placement(of: map)
            let cell = SIMD3(
                (0..<3).map { axis in
                    (0..<3).reduce(0) { max($0, abs(placement.column($1)[axis])) }
                })
            if let peak = map.peak {
                let place = placement.apply([Double(peak.column), Double(peak.row), Double(peak.slice)])
                if lesion.contains(place, margin: cell) { hits += 1 }
            }
            var (found, total) = (0.0, 0.0)
            for (index, value) in map.values.enumerated() where value > 0 {
                let place = placement.apply([
                    Double(index % map.columns), Double(index / map.columns % map.rows),
                    Double(index / (map.columns * map.rows)),
                ])
                total += Double(value)
                if lesion.contains(place, margin: cell / 2) { found += Double(value) }
            }
            inside += total > 0 ? found / total : 0
        }
    }
}

extension Tensor {
    /// The first channel of a sequence T·H·W·C.
    private var grey: [Float] {
        let channels = shape[3]
        return withUnsafeElements { elements in stride(from: 0, to: count, by: channels).map { elements[$0] } }
    }

    /// The magnitude of Sobel's gradient in each frame, T·H·W; 0 at the border.
    var edges: [Float] {
        let (height, width) = (shape[1], shape[2])
        let values = grey
        var result = [Float](repeating: 0, count: values.count)
        guard height > 2, width > 2 else { return result }
        for frame in 0..<shape[0] {
            for row in 1..<height - 1 {
                for column in 1..<width - 1 {
                    let at = (frame * height + row) * width + column
                    func v(_ dy: Int, _ dx: Int) -> Float { values[at + dy * width + dx] }
                    let across = v(-1, 1) + 2 * v(0, 1) + v(1, 1) - v(-1, -1) - 2 * v(0, -1) - v(1, -1)
                    let down = v(1, -1) + 2 * v(1, 0) + v(1, 1) - v(-1, -1) - 2 * v(-1, 0) - v(-1, 1)
                    result[at] = (across * across + down * down).squareRoot()
                }
            }
        }
        return result
    }

    /// Where the scan shows something: above a tenth of the range from its 1st to its 99th percentile.
    var body: [Bool] {
        let values = grey
        let sorted = values.sorted()
        let low = sorted[sorted.count / 100]
        let high = sorted[sorted.count - 1 - sorted.count / 100]
        let threshold = low + 0.1 * (high - low)
        return values.map { $0 > threshold }
    }

    /// A copy with normal noise of a share of the range.
    func noisy(share: Double, using generator: inout RandomGenerator) -> Tensor {
        let deviation = Double((elements.max() ?? 0) - (elements.min() ?? 0)) * share
        return Tensor(shape: shape, elements: elements.map { $0 + Float(generator.normal() * deviation) })
    }
}
