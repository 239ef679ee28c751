import Foundation
import Imaging
import Tensors

/// Images of a made-up anatomy: the same broad light and dark in all, and a texture of each patient's own.
enum TestImages {
    static let side = 160

    /// The image of a patient, `[160, 160]`, 0 to 255, moved by whole pixels.
    static func image(patient: UInt64, shift: Int = 0) -> Tensor {
        var generator = RandomGenerator(seed: patient)
        let waves = (0..<60).map { _ in (0..<3).map { _ in generator.normal() } }
        let values = (0..<side * side).map { place in
            let (y, x) = (Double(place / side - shift) / Double(side), Double(place % side - shift) / Double(side))
            let lungs =
                exp(-20 * ((x - 0.3) * (x - 0.3) + (y - 0.5) * (y - 0.5)))
                + exp(-20 * ((x - 0.7) * (x - 0.7) + (y - 0.5) * (y - 0.5)))
            let texture = waves.reduce(0) { $0 + cos(18 * ($1[0] * x + $1[1] * y) + 6 * $1[2]) }
            return Float(min(max(170 - 90 * lungs + 3 * texture, 0), 255))
        }
        return Tensor(shape: [side, side], elements: values)
    }

    /// The image at `size` rows and columns, by the means of the pixels that each new one covers most.
    static func resized(_ image: Tensor, to size: Int) -> Tensor {
        let side = image.shape[0]
        let values = (0..<size * size).map { place in
            let (y, x) = (place / size * side / size, place % size * side / size)
            let (bottom, right) = (min(y + 1, side - 1), min(x + 1, side - 1))
            return
                (image[y * side + x] + image[bottom * side + x] + image[y * side + right]
                + image[bottom * side + right]) / 4
        }
        return Tensor(shape: [size, size], elements: values)
    }

    /// The image with other brightness and contrast.
    static func brightened(_ image: Tensor) -> Tensor {
        Tensor(shape: image.shape, elements: image.elements.map { min(1.15 * $0 + 8, 255) })
    }
}
