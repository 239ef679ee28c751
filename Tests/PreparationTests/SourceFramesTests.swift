import Foundation
import Imaging
import Tensors
import Testing

@testable import Preparation

/// Each prepared frame says which frame of the scan it is: what is known of that frame then goes with it. In these scans every
/// voxel of stored frame n is n, so that the frames themselves say what is right.
@Suite struct SourceFramesTests {
    /// A volume whose axial slice n is filled with n, counted as stored.
    private func volume(slices: Int, isReversed: Bool = false, spacing: Double = 1) -> Scan {
        .volume(
            (0..<slices).flatMap { slice in Array(repeating: Float(slice), count: 20) }, slices: slices, rows: 4,
            columns: 5, affine: Affine(spacing: [spacing, spacing, isReversed ? -spacing : spacing]),
            spacing: [spacing, spacing, spacing])
    }

    private func decode(_ text: String) throws -> Augmentation {
        try JSONDecoder().decode(Augmentation.self, from: Data(text.utf8))
    }

    private func prepared(_ scan: Scan, _ change: (inout Preparation) -> Void) throws -> FrameSequence {
        var preparation = Preparation()
        preparation.axis = .axial
        preparation.normalise = .none
        change(&preparation)
        return try preparation.prepare(scan)
    }

    private func numbers(_ frames: Tensor) -> [Int] {
        let size = frames.count / frames.shape[0]
        return (0..<frames.shape[0]).map { Int(frames[$0 * size].rounded()) }
    }

    @Test(arguments: [
        (7, 3, FrameChoice.even), (7, 3, .centre), (7, 7, .even), (3, 8, .even), (5, 1, .centre),
    ])
    func choosingLeavingOutAndRepeating(slices: Int, frames: Int, choice: FrameChoice) throws {
        let sequence = try prepared(volume(slices: slices)) {
            $0.frames = frames
            $0.frameChoice = choice
        }
        #expect(sequence.source == SourceFrames(places: numbers(sequence.frames), count: slices))
        #expect(sequence.source.places.count == frames)
    }

    @Test func aReversedAxisReversesThePlaces() throws {
        let sequence = try prepared(volume(slices: 6, isReversed: true)) { _ in }
        #expect(sequence.source.places == [5, 4, 3, 2, 1, 0])
        #expect(sequence.source.places == numbers(sequence.frames))
    }

    @Test func resampledFramesTakeTheNearest() throws {
        let sequence = try prepared(volume(slices: 6, spacing: 2)) { $0.spacing = VoxelSpacing(2, 2, 4) }
        #expect(sequence.source.count == 6)
        #expect(sequence.source.places.count == 3)
        for (place, position) in zip(sequence.source.places, sequence.geometry.framePositions) {
            #expect(abs(Double(place) - position) <= 0.5)
        }
    }

    @Test(arguments: [
        "{\"timeFlip\": 1}", "{\"frameShift\": 3}", "{\"timeFlip\": 0.5, \"frameShift\": 2, \"flip\": \"both\"}",
    ])
    func augmentationTakesThePlacesAlong(_ text: String) throws {
        let augmentation = try decode(text)
        for seed: UInt64 in 0..<8 {
            let sequence = try prepared(volume(slices: 6, isReversed: true)) { $0.frames = 5 }
            var generator = RandomGenerator(seed: seed)
            let changed = augmentation.apply(to: sequence.loaded, using: &generator)
            #expect(changed.source == SourceFrames(places: numbers(changed.frames), count: 6))
            var again = RandomGenerator(seed: seed)
            #expect(augmentation.apply(to: sequence.frames, using: &again) == changed.frames)
        }
    }

    @Test func theCacheKeepsThePlaces() throws {
        let scan = volume(slices: 6, isReversed: true)
        var preparation = Preparation()
        preparation.axis = .axial
        preparation.normalise = .none
        for cacheBytes in [0, 1 << 20] {
            let loader = BatchLoader(
                items: [LoadedItem(id: "a", source: .file("a.nii"))], preparation: preparation,
                augmentation: try decode("{\"timeFlip\": 0.5}"), seed: 3, threads: 1, cacheBytes: cacheBytes,
                read: { _ in scan })
            for epoch in 0..<6 {
                let loaded = try loader.loaded(at: [0], epoch: epoch)[0].get()
                #expect(loaded.source.places == numbers(loaded.frames))
            }
        }
    }
}
