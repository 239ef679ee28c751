/// Sums and copies of tensors that lie alike.
public enum Addition {
    /// A step that adds `source` to `target`.
    public static func operation(adding source: Memory, to target: Memory) -> any Operation {
        let count = target.layout.bytes / MemoryLayout<Float>.size
        return HostOperation {
            let source = source.elements
            let target = target.elements
            for index in 0..<count { target[index] += source[index] }
        }
    }

    /// A step that writes `first` + `second` to `target`, which may be either.
    public static func operation(of first: Memory, and second: Memory, to target: Memory) -> any Operation {
        let count = target.layout.bytes / MemoryLayout<Float>.size
        return HostOperation {
            let (first, second, target) = (first.elements, second.elements, target.elements)
            for index in 0..<count { target[index] = first[index] + second[index] }
        }
    }

    /// A step that copies `source` to `target`.
    public static func operation(copying source: Memory, to target: Memory) -> any Operation {
        let count = target.layout.bytes / MemoryLayout<Float>.size
        return HostOperation { target.elements.update(from: source.elements, count: count) }
    }
}
