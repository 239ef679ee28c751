import Imaging
import RunFolders
import SystemPackage

/// The page of one explanation: one file that shows why a model answered as it did about a scan.
///
/// It asks nothing of the network: pictures, maps, style and script stand in it, and its policy forbids the rest.
public struct ExplanationPage {
    let explanation: ScanExplanation
    /// The pictures as `data:` URLs.
    let stack: String
    let leading: [String]
    let examples: [String?]

    /// Encodes the pictures.
    ///
    /// - Throws: `ScanError.Reason.cannotEncode` where a picture is no JPEG's.
    public init(_ explanation: ScanExplanation) throws(ScanError.Reason) {
        self.explanation = explanation
        let pictures = explanation.pictures
        stack = try pictures.stack.sheet.enlargedURL(quality: pictures.kind == .image ? 90 : 82)
        var leading: [String] = []
        for slice in pictures.leading { leading.append(try slice.picture.enlargedURL(quality: 85)) }
        self.leading = leading
        var examples: [String?] = []
        for match in explanation.prototypes { examples.append(try match.example?.url(quality: 80)) }
        self.examples = examples
    }

    /// The whole file.
    public var html: String {
        Page(
            title: "Explanation of \(explanation.sample)", subtitle: subtitle,
            sections: [answer, viewer, frames, clinical, methods, prototypes, trust, reader, model, provenance]
                .compactMap { $0 },
            style: .explanationStyle,
            program: Page.Program(script: .viewer, json: ViewerData(explanation).json)
        ).text
    }

    /// Writes the file.
    public func write(to file: FilePath) throws(RunFolderError) {
        try AtomicFile.write(html, to: file)
    }

    private var subtitle: String {
        let pictures = explanation.pictures
        let size = pictures.size
        switch pictures.kind {
        case .image: return "Image of \(size[0]) × \(size[1]) pixels"
        case .clip: return "Clip of \(Figures.count(size[2], "frame")) of \(size[0]) × \(size[1]) pixels"
        case .volume:
            let spacing = pictures.spacing.map { " at \($0.map(Figures.plain).joined(separator: " × ")) mm" } ?? ""
            let codes = pictures.affine.flatMap { $0.hasDirections ? ", stored \($0.axisCodes)" : nil } ?? ""
            return "Volume of \(size.map(String.init).joined(separator: " × ")) voxels\(spacing)\(codes)"
        }
    }
}
