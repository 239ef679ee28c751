import RunFolders

/// What the table `predictions.csv` says: `sample,patient,fold,label,class,p_<class>…`, and where samples were scored several
/// times `repeat` and `seed` after `fold`.
public struct PredictionRows: Sendable {
    /// One sample as it was scored once; names as the table spells them.
    public struct Row: Sendable {
        /// The line of the file, from 1.
        public var line: Int
        public var sample: String
        public var patient: String
        /// The fold, and where samples were scored several times the repetition and the seed.
        public var place: [String]
        /// The true class and the decision; of findings that do not exclude each other their names joined by `+`.
        public var truth: String
        public var decision: String
        /// One for each class.
        public var probabilities: [Double]
    }

    /// The classes in the order of their columns.
    public let classes: [String]
    /// The columns between `patient` and `label`.
    public let columnsOfPlace: [String]
    public let rows: [Row]
    private let numbers: [String: Int]

    /// - Throws: `PredictionRowsError`.
    public init(_ table: DelimitedTable) throws(PredictionRowsError) {
        let columns = table.columns
        guard let truth = columns.firstIndex(of: "label"), truth >= 3, columns.count >= truth + 3,
            columns[0] == "sample", columns[1] == "patient", columns[truth + 1] == "class"
        else { throw .columns }
        columnsOfPlace = Array(columns[2..<truth])
        classes = columns[(truth + 2)...].map { String($0.hasPrefix("p_") ? $0.dropFirst(2) : $0[...]) }
        numbers = Dictionary(classes.enumerated().map { (CSVWriter.harmless($1), $0) }) { first, _ in first }
        var rows: [Row] = []
        for cells in table.rows {
            let probabilities = cells[(truth + 2)...].compactMap { Double($0.text) }
            guard probabilities.count == classes.count else { throw .row(line: Int(cells[0].line)) }
            rows.append(
                Row(
                    line: Int(cells[0].line), sample: cells[0].text, patient: cells[1].text,
                    place: cells[2..<truth].map(\.text), truth: cells[truth].text, decision: cells[truth + 1].text,
                    probabilities: probabilities))
        }
        self.rows = rows
    }

    /// The class that a cell names; of classes that are spelled alike the first.
    public func number(of name: String) -> Int? { numbers[name] }
}

/// Why a table is no `predictions.csv`.
public enum PredictionRowsError: Error, Hashable, Sendable {
    case columns
    case row(line: Int)
}

extension PredictionRowsError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .columns: "its columns are not sample, patient, fold, label, class, p_… of each class"
        case .row(let line): "line \(line) is no prediction"
        }
    }
}
