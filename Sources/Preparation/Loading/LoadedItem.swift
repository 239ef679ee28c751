import Imaging

/// How a scan's bytes become a scan: `ScanReader.read`, but in tests.
typealias ScanReading = @Sendable (ScanSource) throws(ScanError) -> Scan

/// A scan to read and prepare, and the name that its random numbers depend on.
public struct LoadedItem: Hashable, Sendable {
    /// The sample's name, the same in every run.
    public var id: String
    public var source: ScanSource

    public init(id: String, source: ScanSource) {
        (self.id, self.source) = (id, source)
    }

    /// Reads and prepares the scan; `look` sees it in between.
    func prepared(
        by preparation: Preparation, read: ScanReading, look: (Scan) -> Void = { _ in }
    ) -> Result<FrameSequence, SampleFailure> {
        do {
            let scan = try read(source)
            look(scan)
            do {
                return .success(try preparation.prepare(scan).ordered(preparation.order, stream: stream))
            } catch {
                return .failure(SampleFailure(id: id, source: source, reason: .preparing(error)))
            }
        } catch {
            return .failure(SampleFailure(id: id, source: source, reason: .reading(error)))
        }
    }

    /// A number that depends on nothing but the name (FNV-1a, Fowler, Noll and Vo).
    var stream: UInt64 {
        id.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}
