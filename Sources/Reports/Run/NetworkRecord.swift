import Foundation
import SystemPackage

/// What the header of a model file says of its size; nothing else of the file is interpreted.
struct NetworkRecord {
    /// The learnable numbers, among them those that a training may have kept frozen.
    var parameters: Int
    /// The running means and variances of batch normalization, which are not learnt by gradients.
    var statistics: Int

    /// - Throws: `ReportError.damaged` where the bytes are no safetensors file.
    init(_ bytes: [UInt8], file: FilePath) throws(ReportError) {
        let damaged = ReportError.damaged(file, problem: "it has no header of a model file")
        guard bytes.count >= 8 else { throw damaged }
        let length = (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[$1]) << (8 * UInt64($1)) }
        guard length <= UInt64(bytes.count - 8),
            let header = try? JSONSerialization.jsonObject(with: Data(bytes[8..<8 + Int(length)])) as? [String: Any]
        else { throw damaged }
        (parameters, statistics) = (0, 0)
        for (name, value) in header where name != "__metadata__" {
            guard let shape = (value as? [String: Any])?["shape"] as? [Int] else { throw damaged }
            var count = 1
            for length in shape {
                let (product, overflow) = count.multipliedReportingOverflow(by: length)
                guard !overflow, product >= 0, product <= bytes.count else { throw damaged }
                count = product
            }
            if name.hasSuffix(".running_mean") || name.hasSuffix(".running_var") {
                statistics += count
            } else {
                parameters += count
            }
        }
    }
}
