/// A dense array of 32-bit floats with value semantics.
///
/// Elements lie in row-major order (the last axis varies fastest) in storage aligned to 64 bytes.
/// Copies share storage until one of them is written.
public struct Tensor: Sendable {
    /// The extents of the axes, outermost first.
    public let shape: Shape

    private var storage: TensorStorage

    /// A tensor whose elements all equal `value`.
    public init(shape: Shape, repeating value: Float = 0) {
        self.shape = shape
        storage = TensorStorage(count: shape.count)
        storage.elements.initialize(repeating: value)
    }

    /// A tensor with the given elements in row-major order.
    ///
    /// - Precondition: `elements.count == shape.count`.
    public init(shape: Shape, elements: some Collection<Float>) {
        precondition(elements.count == shape.count, "\(elements.count) elements cannot fill \(shape)")
        self.shape = shape
        storage = TensorStorage(count: shape.count)
        _ = storage.elements.initialize(fromContentsOf: elements)
    }

    /// A tensor whose storage is filled by `body`, which must initialise every element.
    public init<Failure: Error>(
        shape: Shape,
        initializingWith body: (UnsafeMutableBufferPointer<Float>) throws(Failure) -> Void
    ) throws(Failure) {
        self.shape = shape
        storage = TensorStorage(count: shape.count)
        try body(storage.elements)
    }

    /// The number of elements.
    public var count: Int { shape.count }

    /// The element at a row-major offset.
    public subscript(offset: Int) -> Float {
        get {
            precondition(offset >= 0 && offset < count, "offset \(offset) lies outside \(shape)")
            return storage.elements[offset]
        }
        set {
            precondition(offset >= 0 && offset < count, "offset \(offset) lies outside \(shape)")
            makeUnique()
            storage.elements[offset] = newValue
        }
    }

    /// The elements in row-major order.
    public var elements: [Float] { Array(storage.elements) }

    /// The same elements seen with other extents; shares the storage.
    ///
    /// - Precondition: both shapes hold equally many elements.
    public func reshaped(to shape: Shape) -> Tensor {
        precondition(shape.count == count, "\(self.shape) cannot be seen as \(shape)")
        return Tensor(shape: shape, storage: storage)
    }

    /// Calls `body` with the elements in row-major order; the pointer is valid only during the call.
    public func withUnsafeElements<Result, Failure: Error>(
        _ body: (UnsafeBufferPointer<Float>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeBufferPointer(storage.elements))
    }

    /// Calls `body` with the writable elements; the pointer is valid only during the call.
    public mutating func withUnsafeMutableElements<Result, Failure: Error>(
        _ body: (UnsafeMutableBufferPointer<Float>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        makeUnique()
        return try body(storage.elements)
    }

    private init(shape: Shape, storage: TensorStorage) {
        self.shape = shape
        self.storage = storage
    }

    private mutating func makeUnique() {
        if !isKnownUniquelyReferenced(&storage) {
            storage = TensorStorage(copying: storage)
        }
    }
}

extension Tensor: Equatable {
    /// Equal shapes and equal elements (so a tensor with a NaN differs from itself).
    public static func == (left: Tensor, right: Tensor) -> Bool {
        left.shape == right.shape
            && left.withUnsafeElements { a in right.withUnsafeElements { b in a.elementsEqual(b) } }
    }
}

extension Tensor: CustomStringConvertible {
    public var description: String { "Tensor(\(shape))" }
}
