import Imaging
import Tensors

/// A patient of `trivial` and `random`: volumes of 16 slices of 32×32 voxels on a patient's own texture.
struct BlockPhantom {
    private static let size = SIMD3(32, 32, 16)
    private let texture: SmoothNoise

    init(using generator: inout RandomGenerator) {
        texture = SmoothNoise(cell: generator.uniform(4...8), using: &generator)
    }

    /// A volume of texture and noise, with a bright block in its middle or without.
    func scan(hasBlock: Bool, using generator: inout RandomGenerator) -> Synthesis {
        var values: [Float] = []
        for k in 0..<Self.size.z {
            for j in 0..<Self.size.y {
                for i in 0..<Self.size.x {
                    let isBlock = hasBlock && (5..<11).contains(k) && (11..<21).contains(j) && (11..<21).contains(i)
                    let place = SIMD3(Double(i), Double(j), Double(k))
                    values.append(
                        Float(100 + 10 * texture(place) + 5 * generator.normal() + (isBlock ? 80 : 0)))
                }
            }
        }
        let voxels = Tensor(shape: [Self.size.z, Self.size.y, Self.size.x], elements: values)
        return Synthesis(content: .volume(voxels, .identity), lesion: nil)
    }
}
