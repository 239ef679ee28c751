import Cohorts
import Imaging
import RunFolders
import SystemPackage
import Tensors

@testable import Training

/// Small 4D scans for tests, two classes: in those of class 1 the second frame has a bright square.
enum ScanExamples {
    /// Writes `count` scans of 2 frames of 4×4 pixels, two scans a patient, both classes in turn.
    static func write(_ count: Int, to folder: FilePath, seed: UInt64 = 0) throws -> [Sample] {
        try (0..<count).map { number in
            let label = number / 2 % 2
            let name = "scan\(number)"
            let clip = folder.appending(name)
            try SystemFolder.make(clip)
            for frame in 0..<2 {
                let pixels = pixels(label: label, frame: frame, seed: seed, number: number)
                try AtomicFile.write(try PNGWriter.encode(pixels), to: clip.appending("frame\(frame).png"))
            }
            return Sample(
                id: name, source: .frames(clip), path: name, label: label, patient: "p\(number / 2)")
        }
    }

    private static func pixels(label: Int, frame: Int, seed: UInt64, number: Int) -> Tensor {
        var generator = RandomGenerator(seed: seed, stream: [UInt64(number), UInt64(frame)])
        var pixels = Tensor(
            shape: [4, 4], elements: (0..<16).map { _ in Float(generator.uniform(40...120).rounded()) })
        if label == 1, frame == 1 {
            for place in [5, 6, 9, 10] { pixels[place] = Float(generator.uniform(140...220).rounded()) }
        }
        return pixels
    }
}
