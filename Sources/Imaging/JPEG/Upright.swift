/// Turns an image as stored into the picture that its EXIF orientation means.
enum Upright {
    /// The upright pixels and their size.
    ///
    /// - Parameters:
    ///   - pixels: `height` rows of `width` pixels of `channels` bytes.
    ///   - orientation: EXIF's 1…8 (EXIF 2.32, 4.6.4 A): which sides of the picture row 0 and column 0 are.
    static func turn(
        _ pixels: [UInt8], width: Int, height: Int, channels: Int, orientation: Int
    ) -> (pixels: [UInt8], width: Int, height: Int) {
        guard (2...8).contains(orientation) else { return (pixels, width, height) }
        let isTransposed = orientation >= 5
        let (newWidth, newHeight) = isTransposed ? (height, width) : (width, height)
        // Stored column and row of the upright pixel (0, 0), and the steps in pixels along upright columns and rows.
        let fromRight = [2, 3, 7, 8].contains(orientation)
        let fromBottom = [3, 4, 6, 7].contains(orientation)
        let start = (fromBottom ? height - 1 : 0) * width + (fromRight ? width - 1 : 0)
        let along = fromRight ? -1 : 1
        let down = fromBottom ? -width : width
        let (columnStep, rowStep) = isTransposed ? (down, along) : (along, down)

        let turned = [UInt8](unsafeUninitializedCapacity: pixels.count) { target, count in
            pixels.withUnsafeBufferPointer { source in
                var place = 0
                for row in 0..<newHeight {
                    var from = (start + row * rowStep) * channels
                    for _ in 0..<newWidth {
                        for channel in 0..<channels { target[place + channel] = source[from + channel] }
                        place += channels
                        from += columnStep * channels
                    }
                }
            }
            count = pixels.count
        }
        return (turned, newWidth, newHeight)
    }
}
