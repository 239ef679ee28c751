/// The passes of a convolution that Winograd's algorithm computes, as the workspace's table of algorithms says.
struct WinogradPasses {
    let forward, weights, input: WinogradConvolution?
    private let block: Int?

    init(
        window: WindowGeometry, batch: Int, channels: Int, filters: Int, groups: Int, trains: Bool,
        then activation: FusedActivation?, in workspace: Workspace
    ) {
        guard WinogradConvolution.computes(window: window, channels: channels, filters: filters, groups: groups),
            let block = EngineVersion.preferredBlock
        else {
            (forward, weights, input, self.block) = (nil, nil, nil, nil)
            return
        }
        func convolution(
            _ pass: ConvolutionPass, _ window: WindowGeometry, from channels: Int, to filters: Int,
            then activation: FusedActivation?
        ) -> WinogradConvolution? {
            let algorithm = workspace.algorithms.algorithm(
                for: pass, channels: channels, filters: filters, pixels: window.outputExtents.reduce(1, *),
                threads: workspace.operationThreads)
            return algorithm.tile.map {
                WinogradConvolution(
                    tile: $0, window: window, batch: batch, channels: channels, filters: filters, block: block,
                    then: activation, in: workspace)
            }
        }
        forward = convolution(trains ? .train : .infer, window, from: channels, to: filters, then: activation)
        weights = trains ? convolution(.weights, window, from: channels, to: filters, then: nil) : nil
        input = trains ? convolution(.input, window.turned, from: filters, to: channels, then: nil) : nil
        self.block = block
    }

    /// How a tensor of maps lies: in blocks where any pass needs them, else as oneDNN likes.
    func layout(_ extents: [Int]) throws(KernelError) -> Layout {
        guard let block, forward != nil || weights != nil || input != nil else { return try .any(extents) }
        return try .blocked(extents, block: block)
    }
}

extension WindowGeometry {
    /// The window of the input's gradient as a convolution of the output's gradient, for windows with stride 1.
    fileprivate var turned: WindowGeometry {
        WindowGeometry(
            axes: axes.map {
                Axis(
                    extent: $0.output, size: $0.size, before: $0.size - 1 - $0.before,
                    after: $0.size - 1 - $0.after, output: $0.extent)
            })
    }
}

extension EngineVersion {
    /// The length of the channel blocks that fill this machine's vectors; `nil` where the own kernels have none.
    fileprivate static var preferredBlock: Int? {
        switch ownKernels {
        case "x86-64-v4": 16
        case "x86-64-v3": 8
        default: nil
        }
    }
}
