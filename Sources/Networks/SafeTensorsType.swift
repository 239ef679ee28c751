import Tensors

/// How a safetensors file stores a tensor's elements.
enum SafeTensorsType: String {
    case float64 = "F64"
    case float32 = "F32"
    case float16 = "F16"
    case bfloat16 = "BF16"
    case int64 = "I64"
    case int32 = "I32"
    case int16 = "I16"
    case int8 = "I8"
    case uint8 = "U8"
    case bool = "BOOL"

    /// Bytes of one element.
    var size: Int {
        switch self {
        case .float64, .int64: 8
        case .float32, .int32: 4
        case .float16, .bfloat16, .int16: 2
        case .int8, .uint8, .bool: 1
        }
    }

    /// Whether the elements can be weights; counters and masks cannot.
    var isReal: Bool {
        switch self {
        case .float64, .float32, .float16, .bfloat16: true
        case .int64, .int32, .int16, .int8, .uint8, .bool: false
        }
    }

    /// The elements, little endian, as float32.
    ///
    /// - Precondition: the type is real and `bytes` are exactly those of `shape`.
    func tensor(_ shape: Shape, from bytes: ArraySlice<UInt8>) -> Tensor {
        bytes.withUnsafeBytes { raw in
            Tensor(shape: shape) { elements in
                for index in elements.indices {
                    elements.initializeElement(at: index, to: element(at: index * size, of: raw))
                }
            }
        }
    }

    private func element(at offset: Int, of bytes: UnsafeRawBufferPointer) -> Float {
        func bits<Bits: FixedWidthInteger>(_ type: Bits.Type) -> Bits {
            Bits(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: type))
        }
        switch self {
        case .float64: return Float(Double(bitPattern: bits(UInt64.self)))
        case .float16: return Self.float(half: bits(UInt16.self))
        case .bfloat16: return Float(bitPattern: UInt32(bits(UInt16.self)) << 16)
        default: return Float(bitPattern: bits(UInt32.self))
        }
    }

    /// IEEE 754 binary16 as binary32, which holds every value of it. (`Float16` is not on every system.)
    private static func float(half: UInt16) -> Float {
        let sign: Float = half & 0x8000 == 0 ? 1 : -1
        let exponent = Int(half >> 10 & 0x1F)
        let fraction = Float(half & 0x3FF)
        switch exponent {
        case 0: return sign * fraction * 0x1p-24
        case 31: return fraction == 0 ? sign * .infinity : .nan
        default:
            return Float(
                sign: half & 0x8000 == 0 ? .plus : .minus, exponent: exponent - 15, significand: 1 + fraction / 1024)
        }
    }
}
