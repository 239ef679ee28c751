internal import CPNG

/// The colours of a palette image.
struct PNGPalette {
    /// 3 for RGB, 4 where tRNS gives opacities.
    let channels: Int
    private let count: Int
    /// Red, green, blue and opacity of each of 256 indices; black and opaque past the palette.
    private let colours: [UInt8]

    init(_ header: cpng_header) {
        channels = header.transparent_count > 0 ? 4 : 3
        count = Int(header.palette_count)
        colours = withUnsafeBytes(of: header.palette) { Array($0) }
    }

    /// The largest index that the palette has no colour for.
    func largestMissingIndex(in indices: [UInt8]) -> Int? {
        guard let largest = indices.max(), Int(largest) >= count else { return nil }
        return Int(largest)
    }

    /// Each index replaced by its colour.
    func expand(_ indices: [UInt8]) -> [UInt8] {
        let channels = channels
        return [UInt8](unsafeUninitializedCapacity: indices.count * channels) { target, written in
            colours.withUnsafeBufferPointer { colours in
                indices.withUnsafeBufferPointer { indices in
                    var place = 0
                    for index in indices {
                        let colour = Int(index) * 4
                        for channel in 0..<channels { target[place + channel] = colours[colour + channel] }
                        place += channels
                    }
                }
            }
            written = indices.count * channels
        }
    }
}
