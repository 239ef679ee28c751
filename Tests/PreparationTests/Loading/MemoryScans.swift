import Imaging
import Synchronization
import SystemPackage
import Tensors

@testable import Preparation

/// Scans that are made up in memory: item n is an image of 4×4 pixels about n, names that begin with `bad` fail.
final class MemoryScans: Sendable {
    private let counter = Mutex(0)

    /// How many scans have been read.
    var reads: Int { counter.withLock { $0 } }

    let items: [LoadedItem]

    init(_ names: [String]) {
        items = names.map { LoadedItem(id: $0, source: .file(FilePath("\($0).png"))) }
    }

    var reading: ScanReading {
        { [self] source throws(ScanError) in
            counter.withLock { $0 += 1 }
            let name = source.path.stem ?? ""
            if name.hasPrefix("bad") {
                throw ScanError(path: source.path, reason: .system(operation: "open", .ioError))
            }
            if name.hasPrefix("nan") { return .image(Array(repeating: .nan, count: 16), rows: 4, columns: 4) }
            let first = Float(name) ?? 0
            return .image(counting(16).map { $0 * $0 + first * Float(Int($0) % 3) }, rows: 4, columns: 4)
        }
    }
}
