/// What is known of each frame of a scan, in the order of the scan as stored along the axis that is read as time.
public struct FrameLabels: Hashable, Sendable {
    /// For each frame the classes that it belongs to, by number: one, or of findings that do not exclude each other any number.
    public let classes: [[Int]]
    /// Where they stand in the manifest.
    public let position: TextPosition

    public init(_ classes: [[Int]], at position: TextPosition) {
        (self.classes, self.position) = (classes, position)
    }

    /// Reads a cell such as `still;still;moving;still`, or `none;oedema+fracture` where labels do not exclude each other.
    ///
    /// - Throws: `CohortError.unknownFrameLabel`.
    init(
        parsing cell: String, names: [String], areFindings: Bool, column: String, at position: TextPosition
    ) throws(CohortError) {
        var classes: [[Int]] = []
        for (frame, label) in cell.split(separator: ";", omittingEmptySubsequences: false).enumerated() {
            let words = areFindings ? label.split(separator: "+", omittingEmptySubsequences: false) : [label]
            let texts = words.map { String($0.trimming(" ")) }
            if areFindings, texts == ["none"] {
                classes.append([])
                continue
            }
            var found: [Int] = []
            for text in texts {
                guard let place = names.firstIndex(of: text) else {
                    throw .unknownFrameLabel(
                        text, frame: frame, column: column, position, known: areFindings ? ["none"] + names : names)
                }
                if !found.contains(place) { found.append(place) }
            }
            classes.append(found.sorted())
        }
        self.init(classes, at: position)
    }
}

extension FrameLabels {
    /// The classes of the frames of a sequence, whichever of the scan's frames it is made of.
    ///
    /// - Parameters:
    ///   - places: for each frame of the sequence its place in the scan as stored.
    ///   - count: how many frames the scan has.
    ///   - id: the sample's name, for the message.
    /// - Throws: `CohortError.frameCount` where the scan has another number of frames than there are labels.
    public func classes(at places: [Int], of count: Int, sample id: String) throws(CohortError) -> [[Int]] {
        guard classes.count == count else {
            throw .frameCount(sample: id, labels: classes.count, frames: count, position)
        }
        return places.map { classes[$0] }
    }

    /// Whether what a whole scan is said to be follows from its frames: a finding is there where a frame has it; a scan is of
    /// the background class where all frames are, and else of another class that a frame has.
    func agree(with classes: [Int], background: Int?) -> Bool {
        let found = Set(self.classes.joined())
        guard let background else { return found == Set(classes) }
        let telling = found.subtracting([background])
        return telling.isEmpty ? classes == [background] : telling.isSuperset(of: classes)
    }
}

extension Cohort {
    /// Whether each frame has labels of its own.
    public var labelsFrames: Bool { description.frameLabels != nil }

    /// The class of frames in which there is nothing to see: of two classes the one that is not looked for, of several the
    /// first; nil where labels do not exclude each other.
    public var backgroundClass: Int? {
        hasFindings ? nil : Self.backgroundClass(positive: positiveClass, count: classes.count)
    }

    /// The background of classes that exclude each other.
    public static func backgroundClass(positive: Int?, count: Int) -> Int {
        positive.flatMap { count == 2 ? 1 - $0 : nil } ?? 0
    }
}

extension Substring {
    /// Without the characters at both ends that are `character`.
    fileprivate func trimming(_ character: Character) -> Substring {
        var text = self
        while text.first == character { text.removeFirst() }
        while text.last == character { text.removeLast() }
        return text
    }
}
