import SystemPackage

/// Why a cohort could not be read or parted.
public enum CohortError: Error, Hashable, Sendable {
    // A table's text.
    /// A file or folder could not be read; the sentence names it.
    case unreadable(String)
    /// The file is larger than what is read.
    case tooLarge(FilePath, limit: String)
    /// A cell holds a zero byte or is not UTF-8.
    case notText(TextPosition)
    /// A quote is opened here and never closed.
    case unbalancedQuote(TextPosition)
    /// Text follows a closing quote.
    case strayText(TextPosition)
    /// A row, which ends here, has another number of cells than the header.
    case unevenRow(TextPosition, cells: Int, expected: Int)
    /// The file has no header or no rows.
    case emptyTable(FilePath)

    // Columns and their values.
    /// A column that was named is not there.
    case unknownColumn(String, in: TextPosition, nearest: String?, known: [String])
    /// Two columns have the name that was asked for; the second stands here.
    case ambiguousColumn(String, at: TextPosition)
    /// No column's name says what a key needs.
    case noColumn(key: String, what: String, file: FilePath, known: [String])
    /// A cell that must have a value is empty.
    case emptyCell(column: String, TextPosition)
    /// A cell of a column that is read as numbers, such as a clinical one, holds something else.
    case notANumber(String, column: String, TextPosition)
    /// A cell of a label column says neither 0 nor 1.
    case notAFinding(String, column: String, TextPosition)
    /// A finding is in no sample, or in all.
    case constantFinding(String, isThere: Bool, FilePath)
    /// A cohort that has one class a sample was asked for findings.
    case findingsWithoutManifest(FilePath)
    /// A frame's label is none of the classes; frames count from 0.
    case unknownFrameLabel(String, frame: Int, column: String, TextPosition, known: [String])
    /// What a scan is said to be does not follow from what its frames are said to be.
    case frameLabelsContradict(scan: String, frames: String, background: String?, TextPosition)
    /// A scan has another number of frames than there are labels.
    case frameCount(sample: String, labels: Int, frames: Int, TextPosition)
    /// A cohort that is no manifest was asked for the labels of frames.
    case frameLabelsWithoutManifest(FilePath)
    /// A clinical column has no value at all.
    case clinicalWithoutValues(column: String, FilePath)
    /// A filter asks for a value that no row has.
    case unknownValue(String, column: String, file: FilePath, known: [String])
    /// The filter leaves no row.
    case nothingLeft(FilePath)

    // Samples.
    /// Files that are not there or are no files; the first few with their places, and how many there are.
    case missingFiles([MissingFile], count: Int, of: Int)
    /// Two rows name the same file or sample.
    case duplicate(String, column: String, TextPosition, first: TextPosition)
    /// Labels that are no classes, each with its first place.
    case unknownLabels([PlacedName], classes: [String])
    /// A class has only one sample.
    case loneLabel(PlacedName, sample: String)
    /// There are fewer than two classes.
    case tooFewClasses([String], FilePath)
    /// A class is listed twice.
    case classTwice(String)
    /// A listed class has no sample.
    case emptyClass(String, FilePath, known: [String])
    /// The positive class is none of the classes.
    case unknownPositive(String, classes: [String])

    // Several scans at once.
    /// Several scans have another number of frames than labels: `.frameCount` of each.
    case frameCounts([CohortError])
    /// A class's name cannot be written in a cell of frame labels.
    case frameLabelName(String, column: String, areFindings: Bool)

    // Folders.
    /// The folder is no cohort of a known shape.
    case unrecognised(FilePath, found: String)
    /// A BIDS tree has images of several kinds and none was chosen; each with its number.
    case severalSuffixes([String], FilePath)
    /// A BIDS tree has no image of the chosen kind.
    case unknownSuffix(String, FilePath, known: [String])

    // Splits.
    /// A value of the split column means no part.
    case unknownPart(PlacedName, column: String, samples: Int)
    /// A value out of range.
    case invalidSplit(key: String, allowed: String)
    /// A part stays empty.
    case emptyPart(Part, reason: String)
    /// A class has fewer patients than folds.
    case tooFewPatients(class: String, patients: Int, folds: Int)
    /// The cohort has fewer patients than folds.
    case tooFewPatientsInAll(patients: Int, folds: Int)
    /// A value of a column that the folds are to be balanced by has fewer patients than folds.
    case tooFewPatientsWith(value: String, column: String, patients: Int, folds: Int)
    /// A column that says the folds has one value only.
    case oneFoldOnly(column: String, value: String)
    /// No cut of the training part leaves each class a sample on both sides.
    case noTuningCut(class: String, samples: Int, patients: Int)
    /// No choice of patients leaves each class a sample among them and among the rest.
    case noCut(class: String, samples: Int, patients: Int)

    /// The caller asked to stop while the scans were read; nothing was written.
    case interrupted

    /// A name and where it stands; no place in a tree of folders.
    public struct PlacedName: Hashable, Sendable {
        public var name: String
        public var position: TextPosition?

        public init(_ name: String, at position: TextPosition?) {
            (self.name, self.position) = (name, position)
        }
    }

    /// A file that should be there.
    public struct MissingFile: Hashable, Sendable {
        public var path: FilePath
        public var position: TextPosition
        /// What was found instead.
        public var reason: String

        public init(path: FilePath, position: TextPosition, reason: String) {
            (self.path, self.position, self.reason) = (path, position, reason)
        }
    }
}
