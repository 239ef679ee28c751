import Foundation
import Imaging

/// Inspections as lines that a person reads.
enum InspectionTable {
    static let header = line(["format", "size", "bits", "axes", "spacing mm", "mean", "std", "range"], file: "file")

    /// One line for the scan, and one for each warning or the error.
    static func row(_ inspection: ScanInspection) -> String {
        let file = inspection.file.printable
        if let error = inspection.error {
            return line(["failed"], file: file) + "\n    \(error.reason)"
        }
        let cells = [
            inspection.format?.rawValue ?? "", size(inspection), inspection.bitDepth.map(String.init) ?? "",
            inspection.axisCodes ?? "", (inspection.spacing ?? []).map(number).joined(separator: "×"),
            inspection.mean.map(number) ?? "", inspection.deviation.map(number) ?? "",
            [inspection.smallest, inspection.largest].compactMap { $0.map(number) }.joined(separator: "…"),
        ]
        return ([line(cells, file: file)] + inspection.warnings.map { "    warning: \($0)" }).joined(separator: "\n")
    }

    private static func size(_ inspection: ScanInspection) -> String {
        if let dims = inspection.dims { return dims.map(String.init).joined(separator: "×") }
        let sides = [inspection.frames, inspection.width, inspection.height].compactMap(\.self)
        let channels = inspection.channels == 1 ? [] : [inspection.channels].compactMap(\.self)
        return (sides + channels).map(String.init).joined(separator: "×")
    }

    private static func number(_ value: Double) -> String { String(format: "%.5g", value) }

    private static func line(_ cells: [String], file: String) -> String {
        let widths = [7, 16, 5, 5, 16, 11, 11, 20]
        let padded = widths.enumerated().map { column, width in
            let cell = column < cells.count ? cells[column] : ""
            return cell + String(repeating: " ", count: max(1, width - cell.count))
        }
        return padded.joined() + file
    }
}
