import Imaging
import Preparation
import Tensors
import Testing

@testable import Saliency

/// The way back from a map to the scan as stored, for every way in which a volume's axes can lie.
@Suite struct ScannerSpaceTests {
    /// The 48 ways: which world axis each stored axis runs along, and which way.
    static let ways: [(axes: [Int], flips: [Bool])] = {
        let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
        return orders.flatMap { order in
            (0..<8).map { bits in (order, (0..<3).map { bits >> $0 & 1 == 1 }) }
        }
    }()

    /// Extents along R, A, S.
    static let extents = [21, 18, 12]
    /// An oblique scanner: voxel (r, a, s) → world.
    static let oblique = Affine(
        x: [0.9, -0.1, 0.05, -8], y: [0.12, 1.1, 0.2, 4], z: [-0.04, -0.15, 2.5, 30])

    /// One patient, stored one way; voxels show a texture that has no symmetry.
    static func scan(_ way: (axes: [Int], flips: [Bool])) -> Scan {
        let stored = way.axes.map { extents[$0] }
        func anatomy(_ index: [Int]) -> [Int] {
            var place = [0, 0, 0]
            for axis in 0..<3 {
                place[way.axes[axis]] = way.flips[axis] ? stored[axis] - 1 - index[axis] : index[axis]
            }
            return place
        }
        var values: [Float] = []
        for k in 0..<stored[2] {
            for j in 0..<stored[1] {
                for i in 0..<stored[0] {
                    let p = anatomy([i, j, k])
                    values.append(Float((p[0] * 7 + p[1] * 13 + p[2] * 29) % 97) + Float(p[0]) * 0.01)
                }
            }
        }
        // World of stored (i, j, k) = oblique · (flip and permutation).
        let zero = SIMD3<Double>(anatomy([0, 0, 0]).map(Double.init))
        let origin = oblique.apply(zero)
        let columns = (0..<3).map { axis in
            oblique.column(way.axes[axis]) * (way.flips[axis] ? -1 : 1)
        }
        func row(_ n: Int) -> SIMD4<Double> { [columns[0][n], columns[1][n], columns[2][n], origin[n]] }
        let affine = Affine(x: row(0), y: row(1), z: row(2))
        return Scan(
            voxels: Tensor(shape: [1, stored[2], stored[1], stored[0], 1], elements: values), affine: affine,
            hasAffine: true, spacing: (0..<3).map { affine.spacing[$0] }, format: .nifti1, bitDepth: 16)
    }

    static func preparation() -> Preparation {
        var preparation = Preparation()
        preparation.frames = 7
        preparation.crop = FrameSize(height: 15, width: 18)
        preparation.size = FrameSize(height: 20, width: 12)
        preparation.axis = .axial
        return preparation
    }

    @Test(arguments: 0..<48)
    func thePeakIsTheSamePlaceInTheWorld(way: Int) throws {
        var generator = RandomGenerator(seed: 3)
        let map = SaliencyMap(
            method: .gradCAM, slices: 7, rows: 5, columns: 4, values: (0..<140).map { _ in Float(generator.unit()) })
        let (reference, straight) = try Self.explained(Self.ways[0])
        let (scan, space) = try Self.explained(Self.ways[way])
        let expected = try #require(straight.peak(of: map))
        let peak = try #require(space.peak(of: map))
        func world(_ scan: Scan, _ voxel: SIMD4<Int>) -> SIMD3<Double> {
            scan.affine.apply([Double(voxel.x), Double(voxel.y), Double(voxel.z)])
        }
        let distance = world(scan, peak) - world(reference, expected)
        #expect((distance * distance).sum().squareRoot() < 1e-9)
    }

    @Test(arguments: 0..<48)
    func theMapIsTheSameAtEveryPlaceOfTheWorld(way: Int) throws {
        var generator = RandomGenerator(seed: 4)
        let map = SaliencyMap(
            method: .occlusion, slices: 3, rows: 5, columns: 4, values: (0..<60).map { _ in Float(generator.normal()) })
        let (reference, straight) = try Self.explained(Self.ways[0])
        let (scan, space) = try Self.explained(Self.ways[way])
        let expected = straight.resampled(map)
        let found = space.resampled(map)
        #expect(found.shape == [scan.slices, scan.rows, scan.columns])
        let back = try #require(reference.affine.inverse()).multiplied(by: scan.affine)
        for k in 0..<scan.slices {
            for j in 0..<scan.rows {
                for i in 0..<scan.columns {
                    let place = back.apply([Double(i), Double(j), Double(k)])
                    let (x, y, z) = (Int(place.x.rounded()), Int(place.y.rounded()), Int(place.z.rounded()))
                    let value = expected[(z * reference.rows + y) * reference.columns + x]
                    #expect(abs(found[(k * scan.rows + j) * scan.columns + i] - value) < 1e-5)
                }
            }
        }
    }

    /// Prepared frames as a map lie where the voxels came from.
    @Test func aMapOfThePreparedFramesReproducesTheScan() throws {
        let scan = Self.scan(Self.ways[13])
        let sequence = try Preparation().prepare(scan)
        let space = ScannerSpace(sequence.geometry, sequence: sequence.frames.shape)
        let shape = sequence.frames.shape
        let map = SaliencyMap(
            method: .occlusion, slices: shape[0], rows: shape[1], columns: shape[2], values: sequence.frames.elements)
        let back = space.resampled(map).elements
        // Normalisation is linear: the voxels agree up to one factor and offset.
        let (a, b) = (scan.voxels.elements, back)
        let slope = (b[100] - b[7]) / (a[100] - a[7])
        for place in a.indices { #expect(abs(b[place] - b[7] - slope * (a[place] - a[7])) < 1e-3) }
    }

    @Test func boxesAreStoredPixels() throws {
        let image = Scan(
            voxels: Tensor(shape: [1, 1, 50, 40, 1], elements: (0..<2000).map { Float($0 % 251) }), format: .png,
            bitDepth: 8)
        var preparation = Preparation()
        preparation.size = FrameSize(height: 80, width: 80)
        let sequence = try preparation.prepare(image)
        let space = ScannerSpace(sequence.geometry, sequence: sequence.frames.shape)
        let box = space.box(rows: 0.2...0.4, columns: 0...1)
        #expect(box == [0, 10, 40, 20])
    }

    private static func explained(_ way: (axes: [Int], flips: [Bool])) throws -> (Scan, ScannerSpace) {
        let scan = scan(way)
        let sequence = try preparation().prepare(scan)
        return (scan, ScannerSpace(sequence.geometry, sequence: sequence.frames.shape))
    }
}
