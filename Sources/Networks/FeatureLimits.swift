/// The sizes that the engine takes; beyond them C libraries count in 32 bits.
enum FeatureLimits {
    /// The largest extent of one axis.
    static let extent = 1 << 20
    /// The most elements of one tensor.
    static let elements = (1 << 31) - 1

    /// The product of `extents`, or an error that names the layer at `path`.
    static func count(_ extents: [Int], at path: LayerPath) throws(ArchitectureError) -> Int {
        var product = 1
        for extent in extents {
            let (next, overflow) = product.multipliedReportingOverflow(by: extent)
            guard !overflow, extent >= 0, next <= elements else {
                throw .tooLarge(path: path.description, extents: extents, limit: elements)
            }
            product = next
        }
        return product
    }
}
