/// The colours of maps: blind-safe, and the same wherever a map is drawn.
public enum ColourMap {
    /// For magnitudes from 0 to 1: magma (van der Walt and Smith 2015), even in lightness.
    case magma
    /// For signed values from −1 to 1: blue against, white nothing, orange-red for (after ColorBrewer's RdBu, Brewer 2003).
    case diverging

    /// Red, green, blue, 0…255, of a value; what lies outside the range takes its end's colour.
    public func colour(of value: Float) -> SIMD3<Float> {
        let share: Float
        switch self {
        case .magma: share = value
        case .diverging: share = (value + 1) / 2
        }
        let stops = stops
        let place = min(max(share, 0), 1) * Float(stops.count - 1)
        let low = min(Int(place), stops.count - 2)
        return stops[low] + (place - Float(low)) * (stops[low + 1] - stops[low])
    }

    private var stops: [SIMD3<Float>] {
        switch self {
        case .magma: Self.magmaStops
        case .diverging: Self.divergingStops
        }
    }

    private static let magmaStops: [SIMD3<Float>] = [
        [0, 0, 4], [28, 16, 68], [79, 18, 123], [129, 37, 129], [181, 54, 122], [229, 80, 100], [251, 135, 97],
        [254, 194, 135], [252, 253, 191],
    ]
    private static let divergingStops: [SIMD3<Float>] = [
        [5, 48, 97], [33, 102, 172], [67, 147, 195], [146, 197, 222], [247, 247, 247], [253, 219, 199],
        [244, 165, 130], [214, 96, 77], [178, 24, 43],
    ]
}
