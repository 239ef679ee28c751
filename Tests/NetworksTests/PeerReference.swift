import Foundation
import Tensors

@testable import Networks

/// A float64 reference of a workload, written by `peers/peer_torch.py --mode dump`: records of key length, count (int32
/// each), key, float32 numbers.
struct PeerReference {
    let records: [(key: String, values: [Float])]

    /// `nil` where the file is absent.
    init?(_ workload: Workload) {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let folders = ["../shared/peers/models", "../../shared/peers/models"]
        guard
            let data = folders.lazy.compactMap({
                try? Data(contentsOf: root.appendingPathComponent("\($0)/\(workload.rawValue).ref.bin"))
            }).first
        else { return nil }
        var records: [(String, [Float])] = []
        var position = 0
        func integer() -> Int {
            defer { position += 4 }
            return data.withUnsafeBytes { Int($0.loadUnaligned(fromByteOffset: position, as: Int32.self)) }
        }
        while position < data.count {
            let (length, count) = (integer(), integer())
            let key = String(decoding: data[position..<position + length], as: UTF8.self)
            position += length
            let start = position
            let values = data.withUnsafeBytes { bytes in
                (0..<count).map { bytes.loadUnaligned(fromByteOffset: start + 4 * $0, as: Float.self) }
            }
            position += 4 * count
            records.append((key, values))
        }
        self.records = records
    }

    subscript(key: String) -> [Float] { records.first { $0.key == key }?.values ?? [] }

    /// The numbers of every parameter (`p.`) or gradient (`g.`), in order, with PyTorch's two LSTM biases as one.
    func parameters(_ prefix: String) -> [[Float]] {
        var result: [[Float]] = []
        for (key, values) in records where key.hasPrefix(prefix) {
            if key.contains("bias_hh") {
                if prefix == "p.", let last = result.popLast() { result.append(zip(last, values).map(+)) }
            } else {
                result.append(values)
            }
        }
        return result
    }

    /// The reference's weights under Cine's names.
    func weights(for workload: Workload) throws -> Weights {
        var weights = Weights()
        var parameters = parameters("p.")[...]
        var statistics = records.filter { $0.key.hasPrefix("buf.") }.map(\.values)[...]
        for description in try workload.architecture.parameters(for: workload.input) {
            let values = description.isTrained ? parameters.popFirst() : statistics.popFirst()
            weights[description.name] = Tensor(shape: description.shape, elements: values ?? [])
        }
        return weights
    }

    /// Sets the reference's input (B·T·C·H·W with one channel).
    func setInput(of plan: Plan) throws {
        let input = plan.input
        let shape = Shape([input.frames, input.height, input.width, input.channels])
        let values = self["x"]
        for index in 0..<plan.batch {
            try plan.setInput(
                Tensor(shape: shape, elements: values[index * shape.count..<(index + 1) * shape.count]), at: index)
        }
    }
}

/// ‖a − b‖ / ‖b‖.
func relativeError(_ a: [Float], _ b: [Float]) -> Double {
    guard a.count == b.count else { return .infinity }
    let difference = zip(a, b).reduce(0.0) { $0 + (Double($1.0) - Double($1.1)) * (Double($1.0) - Double($1.1)) }
    let norm = b.reduce(0.0) { $0 + Double($1) * Double($1) }
    return norm > 0 ? (difference / norm).squareRoot() : difference.squareRoot()
}
