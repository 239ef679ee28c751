/// Which algorithm computes which convolution: a committed table, so that what a run computes depends on nothing that is
/// measured while it runs.
public struct AlgorithmTable: Hashable, Sendable {
    /// For convolutions at least as large as it says.
    public struct Row: Hashable, Sendable {
        /// As `cine_vector_kernels_version` names it.
        public var instructions: String
        /// oneDNN's major version; `nil` for any.
        public var library: Int?
        /// `nil` for any.
        public var pass: ConvolutionPass?
        public var threads, channels, filters: Int
        /// Of the pass's output.
        public var pixels: Int
        public var algorithm: ConvolutionAlgorithm

        public init(
            instructions: String, library: Int?, pass: ConvolutionPass?, threads: Int, channels: Int, filters: Int,
            pixels: Int, algorithm: ConvolutionAlgorithm
        ) {
            self.instructions = instructions
            self.library = library
            self.pass = pass
            self.threads = threads
            self.channels = channels
            self.filters = filters
            self.pixels = pixels
            self.algorithm = algorithm
        }
    }

    public var rows: [Row]

    public init(rows: [Row]) { self.rows = rows }

    /// The table that this program was built with, `algorithms.txt`.
    public static let committed = AlgorithmTable(text: String(decoding: PackageResources.algorithms_txt, as: UTF8.self))

    /// What computes a pass on this machine with `threads`: the last row that fits, oneDNN where none does.
    func algorithm(
        for pass: ConvolutionPass, channels: Int, filters: Int, pixels: Int, threads: Int
    ) -> ConvolutionAlgorithm {
        let fitting = rows.last {
            $0.instructions == EngineVersion.ownKernels && ($0.library ?? EngineVersion.major) == EngineVersion.major
                && ($0.pass ?? pass) == pass && $0.threads <= threads && $0.channels <= channels
                && $0.filters <= filters && $0.pixels <= pixels
        }
        return fitting?.algorithm ?? .direct
    }
}

extension AlgorithmTable {
    /// Reads one row a line; lines that begin with # and those that hold no row say nothing.
    public init(text: String) {
        rows = text.split(separator: "\n").compactMap { Row(line: $0) }
    }

    /// The rows as `algorithms.txt` holds them.
    public var lines: [String] { rows.map(\.line) }
}

extension AlgorithmTable.Row {
    /// `nil` where the line is no row.
    init?(line: Substring) {
        let words = line.split(separator: " ").map(String.init)
        guard words.count == 8, let threads = Int(words[3]), let channels = Int(words[4]), let filters = Int(words[5]),
            let pixels = Int(words[6]), let algorithm = ConvolutionAlgorithm(rawValue: words[7])
        else { return nil }
        let (library, pass) = (Int(words[1]), ConvolutionPass(rawValue: words[2]))
        guard library != nil || words[1] == "*", pass != nil || words[2] == "*" else { return nil }
        self.init(
            instructions: words[0], library: library, pass: pass, threads: threads, channels: channels,
            filters: filters, pixels: pixels, algorithm: algorithm)
    }

    var line: String {
        [
            instructions, library.map(String.init) ?? "*", pass?.rawValue ?? "*", "\(threads)", "\(channels)",
            "\(filters)", "\(pixels)", algorithm.rawValue,
        ].joined(separator: " ")
    }
}
