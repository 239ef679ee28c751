import Foundation
import Imaging

/// What the viewer's script reads, as JSON on the page.
struct ViewerData: Encodable {
    struct Stack: Encodable {
        var columns, rows, slices, across: Int
    }

    struct Slice: Encodable {
        var axis, index: Int
    }

    struct Map: Encodable {
        var name: String
        var sign: MethodMap.Sign
        /// The sentence below the viewer.
        var note: String
        /// What is written across the picture of a map that failed.
        var stamp: String?
        var scale: Double?
        var columns, rows, slices: Int?
        /// The grid's values, a byte each, in Base64.
        var values: String?
        /// Voxel as stored → cell, three rows of four.
        var cell: [Double]?
    }

    struct Steps: Encodable {
        struct Item: Encodable {
            var index: Int
            var box: [Double]?
            /// Where the step's bar stands in the chart.
            var x: Double
        }

        var axis: Int?
        var items: [Item]
    }

    /// Where the viewer opens.
    struct Start: Encodable {
        var map: Int
        var voxel: [Int]
    }

    /// What a saved judgement says about the page.
    struct Record: Encodable {
        var file, sample, answer, target: String
        var probability: Double?
        var model: [String: String]
    }

    var kind: ScanExplanation.Kind
    var size: [Int]
    var spacing, affine, window: [Double]?
    var stack: Stack
    var planes: [ViewerPlane]
    var leading: [Slice]
    var maps: [Map]
    var steps: Steps?
    var start: Start
    var record: Record

    init(_ explanation: ScanExplanation) {
        let pictures = explanation.pictures
        (kind, size) = (pictures.kind, pictures.size)
        spacing = pictures.spacing.flatMap { $0.allSatisfy { $0.isFinite && $0 > 0 } ? $0 : nil }
        affine = pictures.affine.flatMap { $0.isRegular ? $0.elements : nil }
        window = pictures.window.map { [$0.lowerBound, $0.upperBound] }
        stack = Stack(
            columns: pictures.stack.columns, rows: pictures.stack.rows, slices: pictures.stack.slices,
            across: pictures.stack.across)
        planes = ViewerPlane.planes(of: pictures, first: explanation.firstAxis)
        leading = pictures.leading.map { Slice(axis: $0.axis, index: $0.index) }
        maps = explanation.maps.map { Map($0, target: explanation.target.className) }
        steps = explanation.frames.map { frames in
            let chart = ContributionChart(frames)
            return Steps(
                axis: explanation.stepAxis,
                items: frames.items.enumerated().map { place, item in
                    Steps.Item(
                        index: item.index, box: item.box.flatMap { $0.allSatisfy(\.isFinite) ? $0 : nil },
                        x: chart.middle(of: place))
                })
        }
        start = Start(map: explanation.firstMap ?? 0, voxel: explanation.firstVoxel)
        record = Record(
            file: Self.fileName(explanation.sample), sample: explanation.sample,
            answer: explanation.answer.className, target: explanation.target.className,
            probability: explanation.answer.probability.flatMap { $0.isFinite ? $0 : nil },
            model: Dictionary(explanation.model.map { ($0.name, $0.value) }) { first, _ in first })
    }

    /// The JSON, its keys in alphabetical order.
    var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "infinite", negativeInfinity: "infinite", nan: "none")
        guard let bytes = try? encoder.encode(self) else { return "{}" }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A file name that every system takes.
    private static func fileName(_ sample: String) -> String {
        let plain = sample.unicodeScalars.map { scalar in
            scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "-")
                ? Character(scalar) : "_"
        }
        return String(plain.suffix(80)) + "-judgement.json"
    }
}

extension ViewerData.Map {
    init(_ map: MethodMap, target: String) {
        name = map.name
        sign = map.sign
        let layer = map.layer.map { ", layer \($0)" } ?? ""
        switch map.state {
        case .usable:
            note =
                "\(map.title)\(layer): where the network found evidence"
                + (map.sign == .signed ? " for and against “\(target)”." : " for “\(target)”.")
        case .noPositiveEvidence:
            note = "\(map.title)\(layer): no positive evidence for “\(target)”, so there is nothing to draw."
        case .failed(let reason):
            note = "\(map.title)\(layer): do not read. \(reason)"
            stamp = "FAILED: DO NOT READ"
        case .withheld:
            note = "\(map.title) failed its trust card and is withheld."
        }
        guard let grid = map.drawnGrid, let cell = grid.placement.inverse() else { return }
        (scale, columns, rows, slices) = (grid.scale, grid.columns, grid.rows, grid.slices)
        values = Data(grid.values.map(UInt8.init(bitPattern:))).base64EncodedString()
        self.cell = cell.elements
    }
}
