/// Stored voxels → numbers.
enum VoxelConversion {
    /// Converts as many samples as `target` holds, swaps their bytes where the file's order is not the machine's, and scales
    /// them; colours are not scaled.
    static func convert(
        _ raw: UnsafeRawBufferPointer, header: NIfTIHeader, to target: UnsafeMutableBufferPointer<Double>
    ) {
        let isSwapped = header.isSwapped
        switch header.datatype {
        case .uint8, .rgb24, .rgba32: integers(raw, UInt8.self, isSwapped: false, to: target)
        case .int8: integers(raw, Int8.self, isSwapped: false, to: target)
        case .int16: integers(raw, Int16.self, isSwapped: isSwapped, to: target)
        case .uint16: integers(raw, UInt16.self, isSwapped: isSwapped, to: target)
        case .int32: integers(raw, Int32.self, isSwapped: isSwapped, to: target)
        case .uint32: integers(raw, UInt32.self, isSwapped: isSwapped, to: target)
        case .int64: integers(raw, Int64.self, isSwapped: isSwapped, to: target)
        case .uint64: integers(raw, UInt64.self, isSwapped: isSwapped, to: target)
        case .float32:
            let words = raw.bindMemory(to: UInt32.self)
            for index in target.indices {
                target[index] = Double(Float(bitPattern: isSwapped ? words[index].byteSwapped : words[index]))
            }
        case .float64:
            let words = raw.bindMemory(to: UInt64.self)
            for index in target.indices {
                target[index] = Double(bitPattern: isSwapped ? words[index].byteSwapped : words[index])
            }
        case .float128:
            let words = raw.bindMemory(to: UInt64.self)
            for index in target.indices {
                let (one, two) = (words[2 * index], words[2 * index + 1])
                target[index] =
                    isSwapped
                    ? LongDouble.double(low: two.byteSwapped, high: one.byteSwapped)
                    : LongDouble.double(low: one, high: two)
            }
        }
        guard header.datatype.channels == 1, header.slope != 1 || header.intercept != 0 else { return }
        let (slope, intercept) = (header.slope, header.intercept)
        for index in target.indices { target[index] = target[index] * slope + intercept }
    }

    private static func integers<Number: FixedWidthInteger>(
        _ raw: UnsafeRawBufferPointer, _ type: Number.Type, isSwapped: Bool,
        to target: UnsafeMutableBufferPointer<Double>
    ) {
        let numbers = raw.bindMemory(to: Number.self)
        if isSwapped {
            for index in target.indices { target[index] = Double(numbers[index].byteSwapped) }
        } else {
            for index in target.indices { target[index] = Double(numbers[index]) }
        }
    }
}
