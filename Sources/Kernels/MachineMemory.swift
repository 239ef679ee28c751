import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How much memory a plan may take here.
public enum MachineMemory {
    /// Four fifths of what the machine has, or of what the control group allows that holds the process.
    ///
    /// The rest is for prepared scans, for the system and for those who use it besides.
    public static let limit: Int = min(physical, controlGroup ?? physical) / 5 * 4

    /// - Throws: `KernelError.outOfMemory` where `bytes` are more than `limit`.
    public static func check(_ bytes: Int) throws(KernelError) {
        guard bytes <= limit else { throw .outOfMemory(bytes: bytes, available: limit) }
    }

    private static var physical: Int { sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)) }

    /// What Linux' control group (version 2) allows; nil without a limit.
    private static var controlGroup: Int? {
        let text = try? String(contentsOfFile: "/sys/fs/cgroup/memory.max", encoding: .utf8)
        return text.flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    }
}
