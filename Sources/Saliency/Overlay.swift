import Tensors

/// A map over one picture of the scan, in the scan's own pixels.
public enum Overlay {
    /// RGB `[H, W, 3]`, 0…255: the picture in grey, and over it the map's colour, the more opaque the larger the value.
    ///
    /// - Parameters:
    ///   - grey: H·W numbers from 0 to 255.
    ///   - values: the map, H·W numbers.
    ///   - scale: the value of full colour; 0 or less draws no map.
    public static func picture(
        grey: [Float], values: [Float], height: Int, width: Int, scale: Float, isSigned: Bool
    ) -> Tensor {
        let map = isSigned ? ColourMap.diverging : .magma
        var pixels: [Float] = []
        pixels.reserveCapacity(3 * grey.count)
        for (grey, value) in zip(grey, values) {
            let level = scale > 0 ? value / scale : 0
            let opacity = level > 0 || isSigned ? min(abs(level), 1) * 0.7 : 0
            let colour = (1 - opacity) * SIMD3(repeating: grey) + opacity * map.colour(of: level)
            pixels += [colour.x, colour.y, colour.z]
        }
        return Tensor(shape: [height, width, 3], elements: pixels)
    }
}
