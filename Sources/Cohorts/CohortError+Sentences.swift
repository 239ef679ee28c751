import Foundation
import Imaging
import SystemPackage

extension CohortError: CustomStringConvertible, LocalizedError {
    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .unreadable(let sentence): sentence
        case .tooLarge(let file, let limit): "\(file.printable) holds more than \(limit); is it a manifest?"
        case .notText(let place): "\(place): not UTF-8 text without NUL characters; save the table as CSV in UTF-8"
        case .unbalancedQuote(let place):
            "\(place): this quote is never closed; close it, or double quotes inside a cell"
        case .strayText(let place): "\(place): text follows a closing quote; double quotes inside a cell"
        case .unevenRow(let place, let cells, let expected):
            "\(place): the row has \(Self.count(cells, "cell")) where the header has \(expected); "
                + "quote cells that hold the separator"
        case .emptyTable(let file):
            "\(file.printable) has no rows; a manifest is a line of column names and a line for each scan"
        case .unknownColumn, .ambiguousColumn, .noColumn, .emptyCell, .unknownValue, .nothingLeft: columnSentence
        case .notANumber, .clinicalWithoutValues, .notAFinding, .constantFinding: columnSentence
        case .findingsWithoutManifest: columnSentence
        case .unknownFrameLabel, .frameLabelsContradict, .frameCount, .frameLabelsWithoutManifest: frameSentence
        case .frameCounts, .frameLabelName: frameSentence
        case .missingFiles, .duplicate, .unknownLabels, .loneLabel, .tooFewClasses: sampleSentence
        case .classTwice, .emptyClass, .unknownPositive: sampleSentence
        case .unrecognised, .severalSuffixes, .unknownSuffix: folderSentence
        case .unknownPart, .invalidSplit, .emptyPart, .noTuningCut, .noCut: splitSentence
        case .interrupted: "interrupted while the scans were read; nothing was written yet"
        case .tooFewPatients, .tooFewPatientsInAll, .tooFewPatientsWith, .oneFoldOnly: foldSentence
        }
    }

    private var columnSentence: String {
        switch self {
        case .unknownColumn(let name, let place, let nearest, let known):
            "\(place): there is no column “\(name)”"
                + (nearest.map { "; did you mean “\($0)”?" } ?? "; the columns are \(Self.list(known))")
        case .ambiguousColumn(let name, let place): "\(place): a second column is named “\(name)”; rename one"
        case .noColumn(let key, let what, let file, let known):
            "\(file.printable):1:1: no column looks like \(what); name it with “\(key):” (the columns are \(Self.list(known)))"
        case .emptyCell(let column, let place):
            "\(place): the cell of column “\(column)” is empty; fill it in, or leave such rows out with “where:”"
        case .notANumber(let text, let column, let place):
            "\(place): “\(text.prefix(60))” in column “\(column)” is not a number; write numbers (0 and 1 for yes and no), "
                + "and leave the cell empty where nothing is known"
        case .notAFinding(let text, let column, let place):
            "\(place): “\(text)” in the label column “\(column)” is neither 0 nor 1; write whether the finding is there"
        case .constantFinding(let name, let isThere, let file):
            "\(file.printable): the finding “\(name)” is in \(isThere ? "every" : "no") sample, so that nothing can be learnt of "
                + "it; leave it out of cohort.labels"
        case .findingsWithoutManifest(let folder):
            "\(folder.printable): cohort.labels names columns of a manifest, and this is none; name one with “manifest:”"
        case .clinicalWithoutValues(let column, let file):
            "\(file.printable): the clinical column “\(column)” is empty; leave it out of cohort.clinical"
        case .unknownValue(let value, let column, let file, let known):
            "\(file.printable): no row has “\(value)” in column “\(column)”; its values are \(Self.list(known))"
        case .nothingLeft(let file): "\(file.printable): “where:” leaves no row"
        default: ""
        }
    }

    private var frameSentence: String {
        switch self {
        case .unknownFrameLabel(let label, let frame, let column, let place, let known):
            "\(place): in column “\(column)” frame \(frame) (the first is 0) "
                + (label.isEmpty ? "has no label" : "has the label “\(label.prefix(60))”, which is none")
                + "; the labels are \(Self.list(known)), one for each frame, separated by semicolons"
        case .frameLabelsContradict(let scan, let frames, let background, let place):
            "\(place): the scan is said to be \(scan) and its frames \(frames); "
                + (background.map {
                    "a scan is “\($0)” where all its frames are, and else of another class that a frame has: correct one of them"
                } ?? "a scan has the findings that any of its frames has: correct one of them")
        case .frameCount(let sample, let labels, let frames, let place):
            "\(place): \(Self.count(labels, "label")) for the \(Self.count(frames, "frame")) of \(sample), as stored along the "
                + "axis that preparation.axis reads as time; give one label a frame"
        case .frameCounts(let errors):
            errors.prefix(20).map { "\($0)" }.joined(separator: "\n")
                + "\n\(errors.count) scans have another number of frames than labels"
                + (errors.count > 20 ? ", of which the first 20 are listed" : "")
        case .frameLabelName(let name, let column, let areFindings):
            "“\(name)” cannot stand in column “\(column)”, where a semicolon parts frames"
                + (areFindings ? ", + parts findings and “none” says that there is none" : "")
                + "; give it another name, or leave out cohort.frameLabels"
        case .frameLabelsWithoutManifest(let folder):
            "\(folder.printable): cohort.frameLabels names a column of a manifest, and this is none; name one with “manifest:”"
        default: ""
        }
    }

    private var sampleSentence: String {
        switch self {
        case .missingFiles(let files, let count, let total):
            files.map { "\($0.position): \($0.path.printable) \($0.reason)" }.joined(separator: "\n")
                + "\n\(count) of \(total) files cannot be used; correct the paths (they are relative to the manifest's "
                + "folder unless “root:” names another), or leave the rows out with “where:”"
        case .duplicate(let name, let column, let place, let first):
            "\(place): “\(name)” of column “\(column)” stands in line \(first.line) already; remove one of the rows"
        case .unknownLabels(let labels, let classes):
            labels.map(Self.placed).joined(separator: "\n")
                + (labels.count > 1 ? "\nno such classes" : " is no such class")
                + "; the classes are \(Self.list(classes)): add to “classes:”, or leave rows out with “where:”"
        case .loneLabel(let label, let sample):
            "\(Self.placed(label)): the class has only one sample, \(sample); add scans of it, or leave the class out"
        case .tooFewClasses(let classes, let origin):
            "\(origin.printable): a classifier needs two classes or more, found \(classes.isEmpty ? "none" : Self.list(classes))"
        case .classTwice(let name): "“classes:” lists “\(name)” twice"
        case .emptyClass(let name, let origin, let known):
            "\(origin.printable): no sample has the class “\(name)” that “classes:” lists; the labels are \(Self.list(known))"
        case .unknownPositive(let name, let classes):
            "“positive: \(name)” is none of the classes \(Self.list(classes))"
        default: ""
        }
    }

    private var folderSentence: String {
        switch self {
        case .unrecognised(let folder, let found):
            "\(folder.printable) is no cohort: \(found). A cohort is a manifest (CSV or TSV), a folder with labels.csv, "
                + "a BIDS tree with participants.tsv, or a folder with one folder of scans for each class"
        case .severalSuffixes(let suffixes, let folder):
            "\(folder.printable) has images of several kinds: \(suffixes.joined(separator: ", ")); choose one with “suffix:”"
        case .unknownSuffix(let suffix, let folder, let known):
            "\(folder.printable) has no image named …_\(suffix).nii or …_\(suffix).nii.gz"
                + (known.isEmpty ? "" : "; the kinds are \(known.joined(separator: ", "))")
        default: ""
        }
    }

    private var splitSentence: String {
        switch self {
        case .unknownPart(let value, let column, let samples):
            "\(Self.placed(value)): this value of column “\(column)” (\(Self.count(samples, "sample"))) is no part; "
                + "list it under train, tuning, validation, test or omit"
        case .invalidSplit(let key, let allowed): "split: “\(key)” must be \(allowed)"
        case .emptyPart(let part, let reason): "the \(part.rawValue) part is empty: \(reason)"
        case .noTuningCut(let name, let samples, let patients):
            "class “\(name)” has \(Self.count(samples, "sample")) of \(Self.count(patients, "patient")) in the training "
                + "part, which cannot be cut into training and tuning; add scans, or set “split.tuning: 0”"
        case .noCut(let name, let samples, let patients):
            "class “\(name)” has \(Self.count(samples, "sample")) of \(Self.count(patients, "patient")), of which no share "
                + "can be set apart; add scans, or leave out validation.test.holdOut and cohort.sample"
        default: ""
        }
    }

    private var foldSentence: String {
        switch self {
        case .tooFewPatients(let name, let patients, let folds):
            "class “\(name)” has \(Self.count(patients, "patient")), too few for \(folds) folds; ask for fewer folds, or "
                + "look whether the column of cohort.group says who the patients are"
        case .tooFewPatientsInAll(let patients, let folds):
            "the cohort has \(Self.count(patients, "patient")), too few for \(folds) folds; ask for fewer folds, or look "
                + "whether the column of cohort.group says who the patients are"
        case .tooFewPatientsWith(let value, let column, let patients, let folds):
            "value “\(value)” of column “\(column)” has \(Self.count(patients, "patient")), too few to balance "
                + "\(folds) folds by; ask for fewer folds, or leave the column out of “by:”"
        case .oneFoldOnly(let column, let value):
            "column “\(column)” says the folds, but its only value is “\(value)”; name another column, or a number of folds"
        default: ""
        }
    }

    private static func placed(_ name: PlacedName) -> String {
        (name.position.map { "\($0): " } ?? "") + "“\(name.name)”"
    }

    private static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }

    /// The first names in words; how many more there are.
    private static func list(_ names: [String]) -> String {
        let shown = names.prefix(12).map { "“\($0.prefix(60))”" }.joined(separator: ", ")
        return names.count > 12 ? "\(shown) and \(names.count - 12) more" : shown
    }
}
