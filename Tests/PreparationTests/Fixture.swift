import Foundation
import Imaging
import Tensors

/// Reference numbers that a script in `Fixtures` made.
enum Fixture {
    static func decode<Value: Decodable>(_ name: String, as type: Value.Type = Value.self) throws -> Value {
        guard let url = Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: "json") else {
            throw CocoaError(.fileNoSuchFile)
        }
        return try JSONDecoder().decode(type, from: Data(contentsOf: url))
    }
}

/// The greatest distance between two lists of numbers; infinite where their lengths differ.
func distance(_ found: Tensor, _ expected: [Double]) -> Double {
    guard found.count == expected.count else { return .infinity }
    return zip(found.elements, expected).map { abs(Double($0) - $1) }.max() ?? 0
}

extension Scan {
    /// A volume of one time point with the given slices, rows and columns.
    static func volume(
        _ elements: [Float], slices: Int, rows: Int, columns: Int, affine: Affine? = nil,
        spacing: [Double] = [1, 1, 1], times: Int = 1
    ) -> Scan {
        var scan = Scan(
            voxels: Tensor(shape: [times, slices, rows, columns, 1], elements: elements), spacing: spacing,
            format: .nifti1, bitDepth: 32)
        scan.hasAffine = affine != nil
        if let affine { scan.affine = affine }
        return scan
    }

    /// An image of 8 bits.
    static func image(_ elements: [Float], rows: Int, columns: Int, channels: Int = 1, hasAlpha: Bool = false) -> Scan {
        Scan(
            voxels: Tensor(shape: [1, 1, rows, columns, channels], elements: elements), hasAlpha: hasAlpha,
            format: .png, bitDepth: 8)
    }
}

/// 0, 1, 2 … as voxels.
func counting(_ count: Int) -> [Float] {
    (0..<count).map(Float.init)
}
