internal import CVectorKernels

/// Keeps or drops numbers by a hash of a seed and their place.
public enum DropoutKernel {
    /// A step that drops a `rate` of `source` into `target`, both of one layout; used on a gradient it is the backward pass.
    public static func operation(
        from source: Memory, to target: Memory, rate: Float, in workspace: Workspace, seed: @escaping () -> UInt64
    ) -> any Operation {
        let count = source.layout.bytes / MemoryLayout<Float>.size
        let threads = workspace.threads
        let threshold = threshold(rate)
        return HostOperation {
            let seed = seed()
            let source = source.elements
            let target = target.elements
            ThreadTeam.run(threads: count > 1 << 15 ? threads : 1) { member, members in
                let lower = count * member / members
                let upper = count * (member + 1) / members
                cine_dropout(
                    source + lower, target + lower, lower, upper - lower, seed, threshold, 1 / (1 - rate))
            }
        }
    }

    /// The hash below which a number is dropped.
    static func threshold(_ rate: Float) -> UInt32 { UInt32(min(Double(rate) * 0x1p32, 0x1p32 - 1)) }
}

/// A share of numbers that is dropped while training, by a seed of each step.
public struct DropoutRate {
    var rate: Float
    var seed: () -> UInt64

    public init(rate: Float, seed: @escaping () -> UInt64) {
        self.rate = rate
        self.seed = seed
    }
}
