import Tensors

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// All memory of one plan: regions are handed out while the plan is compiled, then placed in one mapping.
public final class Workspace {
    /// The threads that every operation computes with.
    public let threads: Int
    /// The threads that an operation made now computes with: `threads`, or 1 inside of `lane(_:)`.
    private(set) var operationThreads: Int
    /// Says which algorithm computes which convolution.
    let algorithms: AlgorithmTable
    let engine: Engine
    private var scratch = Region()
    private var regions: [Region]
    private var free: [Region] = []
    private var memories: [Memory] = []
    private var mapping: UnsafeMutableRawPointer?
    private var mappedBytes = 0

    private static let alignment = 4096
    private static let hugePage = 2 << 20

    public init(threads: Int, algorithms: AlgorithmTable = .committed) throws(KernelError) {
        self.threads = threads
        self.algorithms = algorithms
        operationThreads = threads
        ThreadTeam.use(threads: threads)
        engine = try Engine()
        regions = [scratch]
    }

    deinit {
        if let mapping { munmap(mapping, mappedBytes) }
    }

    /// The bytes of all regions.
    public var bytes: Int { regions.reduce(0) { $0 + Self.rounded($1.bytes, to: Self.alignment) } }

    /// A region of its own.
    public func region() -> Region {
        let region = Region()
        regions.append(region)
        return region
    }

    /// A region that nothing else uses now: the smallest released one that is large enough, else the largest released one.
    public func acquire(bytes: Int) -> Region {
        let fitting = free.indices.filter { free[$0].bytes >= bytes }
        guard
            let index = fitting.min(by: { free[$0].bytes < free[$1].bytes })
                ?? free.indices.max(by: { free[$0].bytes < free[$1].bytes })
        else { return region() }
        return free.remove(at: index)
    }

    /// Lets later tensors use `region`, because the steps that read it are already listed.
    public func release(_ region: Region) {
        free.append(region)
    }

    /// A tensor of `layout`, in a region of its own unless one is named.
    public func memory(_ layout: Layout, in region: Region? = nil, offset: Int = 0) throws(KernelError) -> Memory {
        let memory = try Memory(layout, in: region ?? self.region(), offset: offset, engine: engine)
        memories.append(memory)
        return memory
    }

    /// Calls `body`, whose operations one thread will run beside other threads: they compute on that thread alone and
    /// share no memory with operations made outside.
    public func lane<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        let outer = (scratch, free)
        scratch = region()
        free = []
        operationThreads = 1
        ThreadTeam.use(threads: 1)
        defer {
            (scratch, free) = outer
            operationThreads = threads
            ThreadTeam.use(threads: threads)
        }
        return try body()
    }

    /// The scratchpad that all primitives share, one after another.
    func scratchpad(_ layout: Layout) throws(KernelError) -> Memory {
        try memory(layout, in: scratch)
    }

    /// Maps the memory, all zeros, and gives every tensor its place.
    ///
    /// - Throws: `KernelError.outOfMemory` where that is more than `MachineMemory.limit`, before any of it is touched.
    public func commit() throws(KernelError) {
        let needed = bytes + Self.hugePage
        try MachineMemory.check(needed)
        guard let mapping = mmap(nil, needed, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0),
            mapping != MAP_FAILED
        else { throw .outOfMemory(bytes: needed, available: MachineMemory.limit) }
        self.mapping = mapping
        mappedBytes = needed
        #if os(Linux)
            madvise(mapping, needed, MADV_HUGEPAGE)
        #endif
        var place = Self.rounded(Int(bitPattern: mapping), to: Self.hugePage) - Int(bitPattern: mapping)
        for region in regions {
            region.place(at: mapping + place)
            place += Self.rounded(region.bytes, to: Self.alignment)
        }
        for memory in memories { try memory.bind() }
    }

    private static func rounded(_ value: Int, to multiple: Int) -> Int { (value + multiple - 1) / multiple * multiple }
}
