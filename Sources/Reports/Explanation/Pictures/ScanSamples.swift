import Imaging
import Tensors

/// A scan's samples as 8-bit pictures: columns, rows, and slices or frames.
struct ScanSamples {
    /// Columns, rows, and slices or frames.
    let size: [Int]
    /// 1 (grey) or 3 (RGB).
    let channels: Int
    /// The values that became 0 and 255; nil for colour.
    let window: ClosedRange<Double>?
    private let voxels: Tensor
    private let stride: Int
    /// The greatest colour value.
    private let largest: Double

    init(_ scan: Scan) {
        voxels = scan.voxels
        stride = scan.channels
        size = [scan.columns, scan.rows, scan.slices > 1 ? scan.slices : scan.times]
        let isNIfTI = scan.format == .nifti1 || scan.format == .nifti2
        let colours = scan.channels - (scan.hasAlpha ? 1 : 0)
        let isGrey = colours < 3 || isNIfTI || Self.isGrey(scan.voxels, stride: scan.channels)
        channels = isGrey ? 1 : 3
        let isEightBit = !isNIfTI && scan.bitDepth <= 8
        window = isGrey ? (isEightBit ? 0...255 : Self.percentiles(scan.voxels, stride: scan.channels)) : nil
        largest = scan.bitDepth == 16 ? 65535 : 255
    }

    /// The mean of the voxels that each cell of so many columns, rows and slices covers.
    func stack(_ counts: [Int]) -> PictureStack {
        PictureStack(
            columns: counts[0], rows: counts[1], slices: counts[2], channels: channels,
            pixels: pixels((0..<3).map { Self.spans(size[$0], counts[$0]) }))
    }

    /// A slice with all its voxels.
    func slice(axis: Int, index: Int) -> PixelImage {
        let others = [0, 1, 2].filter { $0 != axis }
        let spans = (0..<3).map { $0 == axis ? [index..<index + 1] : Self.spans(size[$0], size[$0]) }
        return PixelImage(
            width: size[others[0]], height: size[others[1]], channels: channels, pixels: pixels(spans))
    }

    /// The means of boxes of voxels, windowed; the spans along i, j and k bound the boxes.
    private func pixels(_ spans: [[Range<Int>]]) -> [UInt8] {
        let (low, high) = window.map { ($0.lowerBound, $0.upperBound) } ?? (0, largest)
        let factor = high > low ? 255 / (high - low) : 0
        return voxels.withUnsafeElements { elements in
            [UInt8](unsafeUninitializedCapacity: spans.reduce(channels) { $0 * $1.count }) { target, written in
                for slices in spans[2] {
                    for rows in spans[1] {
                        for columns in spans[0] {
                            for channel in 0..<channels {
                                var (sum, count) = (0.0, 0)
                                for slice in slices {
                                    for row in rows {
                                        let start = (slice * size[1] + row) * size[0]
                                        for column in columns {
                                            let value = elements[(start + column) * stride + channel]
                                            if value.isFinite { (sum, count) = (sum + Double(value), count + 1) }
                                        }
                                    }
                                }
                                let mean = count > 0 ? sum / Double(count) : low
                                target[written] = UInt8(max(0, min(255, ((mean - low) * factor).rounded())))
                                written += 1
                            }
                        }
                    }
                }
            }
        }
    }

    /// The voxels that each of `count` equal parts of `size` covers.
    private static func spans(_ size: Int, _ count: Int) -> [Range<Int>] {
        (0..<count).map { part in
            let low = part * size / count
            return low..<max(low + 1, ((part + 1) * size + count - 1) / count)
        }
    }

    /// The 0.5th and 99.5th percentile of the finite values, from about 100,000 of them.
    private static func percentiles(_ voxels: Tensor, stride: Int) -> ClosedRange<Double> {
        let values = voxels.withUnsafeElements { elements in
            let step = max(1, elements.count / stride / 100_000) * stride
            return Swift.stride(from: 0, to: elements.count, by: step).map { elements[$0] }.filter(\.isFinite).sorted()
        }
        guard let first = values.first else { return 0...1 }
        let low = values[(values.count - 1) / 200]
        let high = values[(values.count - 1) - (values.count - 1) / 200]
        return low < high
            ? Double(low)...Double(high) : Double(first)...Double(max(values[values.count - 1], first + 1))
    }

    /// Whether the three colours of all pixels are equal.
    private static func isGrey(_ voxels: Tensor, stride: Int) -> Bool {
        voxels.withUnsafeElements { elements in
            Swift.stride(from: 0, to: elements.count, by: stride).allSatisfy {
                elements[$0] == elements[$0 + 1] && elements[$0] == elements[$0 + 2]
            }
        }
    }
}
