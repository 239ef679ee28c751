import Foundation
import Imaging
import Tensors
import Testing

@testable import Training

/// What is said of scans that are stored otherwise than the training scans were.
@Suite struct ScanRangesTests {
    static func volume(
        _ extents: [Int] = [16, 20, 24], spacing: Double = 1, factor: Float = 1, offset: Float = 0
    ) -> Scan {
        let count = extents.reduce(1, *)
        return Scan(
            voxels: Tensor(
                shape: Shape([1] + extents + [1]), elements: (0..<count).map { offset + factor * Float($0 % 1000) }),
            spacing: [spacing, spacing, spacing], format: .nifti1, bitDepth: 16)
    }

    static func picture(channels: Int = 1) -> Scan {
        Scan(
            voxels: Tensor(
                shape: [1, 1, 20, 24, channels], elements: (0..<480 * channels).map { Float($0 % 256) }), format: .png,
            bitDepth: 8)
    }

    static let volumes = ScanRanges([volume(), volume([18, 20, 24], spacing: 1.2, factor: 1.5)])

    @Test func likeTheTrainingScansNothingIsSaid() throws {
        let ranges = try #require(Self.volumes)
        #expect(ranges.isConsistent && ranges.areVolumes && !ranges.haveColour)
        for scan in [Self.volume(), Self.volume([30, 30, 30], spacing: 0.7), Self.volume(factor: 2)] {
            #expect(ranges.differences(of: scan) == [])
        }
        #expect(ScanRanges([]) == nil)
    }

    @Test func eachDifferenceHasBothFigures() throws {
        let ranges = try #require(Self.volumes)
        #expect(
            ranges.differences(of: Self.volume([60, 20, 24]))
                == ["its slices are 60 where the training scans' were 16 to 18"])
        #expect(
            ranges.differences(of: Self.volume(spacing: 3)).first
                == "its voxels along i are 3 mm where the training scans' were 1 to 1.2 mm")
        #expect(
            ranges.differences(of: Self.volume(offset: -2000))
                == ["its intensities run from -1991 to -1011 where the training scans' ran from 9 to 1484"])
        #expect(
            ranges.differences(of: Self.volume(factor: 0.1))
                == ["its intensities lie within 98 of each other where the training scans' spread over at least 980"])
        #expect(
            ranges.differences(of: Self.picture())
                == ["it is a picture (png) where the training scans were NIfTI volumes"])
    }

    @Test func colourAndKind() throws {
        let grey = try #require(ScanRanges([Self.picture()]))
        #expect(
            grey.differences(of: Self.picture(channels: 3)) == ["it has colour where the training scans were grey"])
        #expect(
            grey.differences(of: Self.volume()) == ["it is a NIfTI volume where the training scans were pictures"])
        let colour = try #require(ScanRanges([Self.picture(channels: 3)]))
        #expect(colour.differences(of: Self.picture()) == [])
    }

    /// Scans without a finite voxel, or of one voxel, have ranges, too.
    @Test func nothingTraps() throws {
        for value in [Float.nan, .infinity, 1e30] {
            let scan = Scan(
                voxels: Tensor(shape: [1, 1, 1, 1, 1], elements: [value]), spacing: [.nan, 1e12, 0], format: .nifti2,
                bitDepth: 32)
            _ = ScanRanges(scan)
            _ = try #require(Self.volumes).differences(of: scan)
        }
    }

    @Test func aFileKeepsThem() throws {
        let ranges = try #require(Self.volumes)
        let coded = try JSONDecoder().decode(ScanRanges.self, from: JSONEncoder().encode(ranges))
        #expect(coded == ranges)
        var damaged = ranges
        damaged.extents.removeLast()
        #expect(!damaged.isConsistent)
    }
}
