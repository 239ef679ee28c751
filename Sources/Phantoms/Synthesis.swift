import Imaging
import Tensors

/// One synthetic scan before it is written.
struct Synthesis {
    /// How the scan is stored.
    enum Content {
        /// `[K, J, I]`
        case volume(Tensor, Affine)
        /// `[J, I]`
        case image(Tensor, isJPEG: Bool)
        /// `[J, I]` for each frame.
        case frames([Tensor])
    }

    let content: Content
    let lesion: PhantomLesion?

    /// The scan's file or folder, relative to the cohort's folder.
    ///
    /// - Parameter number: counted from one.
    func name(number: Int) -> String {
        let digits = String(number)
        let stem = "scan-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        return switch content {
        case .volume: stem + ".nii.gz"
        case .image(_, let isJPEG): stem + (isJPEG ? ".jpg" : ".png")
        case .frames: stem
        }
    }

    /// The bytes of each of the scan's files, by path relative to the cohort's folder.
    func files(number: Int) throws(ScanError.Reason) -> [(path: String, bytes: [UInt8])] {
        let name = name(number: number)
        switch content {
        case .volume(let voxels, let affine):
            return [(name, try NIfTIWriter.encode(voxels, affine: affine, datatype: .uint8))]
        case .image(let pixels, let isJPEG):
            return [(name, isJPEG ? try JPEGWriter.encode(pixels, quality: 90) : try PNGWriter.encode(pixels))]
        case .frames(let frames):
            var files: [(path: String, bytes: [UInt8])] = []
            for (index, pixels) in frames.enumerated() {
                files.append(("\(name)/frame-\(index < 10 ? "0" : "")\(index).png", try PNGWriter.encode(pixels)))
            }
            return files
        }
    }
}
