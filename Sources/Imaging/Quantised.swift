import Tensors

/// Floats rounded (halves away from zero) and clamped to whole numbers; NaN becomes 0.
enum Quantised {
    /// 0…255, a byte each.
    static func bytes(_ tensor: Tensor) -> [UInt8] {
        numbers(tensor, as: UInt8.self)
    }

    /// 0…65535, two bytes each in the machine's order.
    static func wordBytes(_ tensor: Tensor) -> [UInt8] {
        numbers(tensor, as: UInt16.self).withUnsafeBytes { Array($0) }
    }

    /// −32768…32767, two bytes each in the machine's order.
    static func shortBytes(_ tensor: Tensor) -> [UInt8] {
        numbers(tensor, as: Int16.self).withUnsafeBytes { Array($0) }
    }

    private static func numbers<Number: FixedWidthInteger>(_ tensor: Tensor, as type: Number.Type) -> [Number] {
        let (low, high) = (Float(Number.min), Float(Number.max))
        return tensor.withUnsafeElements { elements in
            [Number](unsafeUninitializedCapacity: elements.count) { target, count in
                for index in 0..<elements.count {
                    let value = elements[index].rounded()
                    target[index] = value.isNaN ? 0 : Number(max(low, min(high, value)))
                }
                count = elements.count
            }
        }
    }
}
