internal import CDNNL

/// One step of a plan.
public protocol Operation: AnyObject {
    func run() throws(KernelError)
}

/// A step that is plain Swift.
public final class HostOperation: Operation {
    private let body: () -> Void

    public init(_ body: @escaping () -> Void) { self.body = body }

    public func run() { body() }
}

/// A step that oneDNN computes: one owner of one primitive and its argument list.
final class Primitive: Operation {
    private let handle: dnnl_primitive_t
    private let arguments: UnsafeMutableBufferPointer<dnnl_exec_arg_t>
    private let memories: [Memory]
    private let engine: Engine
    private let name: String

    init(
        _ descriptor: PrimitiveDescriptor, _ arguments: [(Int32, Memory)], in workspace: Workspace
    ) throws(KernelError) {
        var arguments = arguments
        let scratchpad = try descriptor.layout(dnnl_query_scratchpad_md)
        if let scratchpad, scratchpad.bytes > 0 {
            arguments.append((DNNL_ARG_SCRATCHPAD, try workspace.scratchpad(scratchpad)))
        }
        handle = try Engine.make(descriptor.name) { dnnl_primitive_create(&$0, descriptor.handle) }
        self.arguments = .allocate(capacity: arguments.count)
        _ = self.arguments.initialize(
            fromContentsOf: arguments.map { dnnl_exec_arg_t(arg: $0.0, memory: $0.1.handle) })
        memories = arguments.map(\.1)
        engine = workspace.engine
        name = descriptor.name
    }

    deinit {
        dnnl_primitive_destroy(handle)
        arguments.deallocate()
    }

    func run() throws(KernelError) {
        try Engine.check(
            dnnl_primitive_execute(handle, engine.stream, Int32(arguments.count), arguments.baseAddress), name)
    }
}

/// What a primitive will do: one owner of one primitive descriptor.
final class PrimitiveDescriptor {
    let handle: dnnl_primitive_desc_t
    /// The operation and its shapes, for errors.
    let name: String

    /// - Parameters:
    ///   - function: what is applied to each number of the result in the same pass.
    ///   - create: the oneDNN function that makes the descriptor, for an engine and with attributes.
    init(
        _ name: String, then function: EltwiseAlgorithm? = nil, in workspace: Workspace,
        create: (inout dnnl_primitive_desc_t?, dnnl_engine_t, dnnl_primitive_attr_t) -> dnnl_status_t
    ) throws(KernelError) {
        self.name = name
        let attributes = try Attributes(then: function)
        handle = try Engine.make(name) { create(&$0, workspace.engine.handle, attributes.handle) }
    }

    deinit {
        dnnl_primitive_desc_destroy(handle)
    }

    /// The layout of one argument; `nil` where the primitive has no such argument.
    func layout(_ query: dnnl_query_t, index: Int32 = 0) throws(KernelError) -> Layout? {
        guard let descriptor = dnnl_primitive_desc_query_md(handle, query, index) else { return nil }
        let layout = try Layout(copying: descriptor, of: name)
        return layout.extents.isEmpty ? nil : layout
    }

    /// The layout of an argument that the primitive must have.
    func required(_ query: dnnl_query_t, index: Int32 = 0) throws(KernelError) -> Layout {
        guard let layout = try layout(query, index: index) else {
            throw .refused(operation: name, status: "it does not say how argument \(query.rawValue) lies")
        }
        return layout
    }
}

/// A function of one number as oneDNN names it, with its two numbers.
typealias EltwiseAlgorithm = (kind: dnnl_alg_kind_t, alpha: Float, beta: Float)

/// One owner of primitive attributes: the scratchpad is ours; a function of each number may follow.
private final class Attributes {
    let handle: dnnl_primitive_attr_t

    init(then function: EltwiseAlgorithm?) throws(KernelError) {
        handle = try Engine.make("to make attributes") { dnnl_primitive_attr_create(&$0) }
        try Engine.check(
            dnnl_primitive_attr_set_scratchpad_mode(handle, dnnl_scratchpad_mode_user), "a scratchpad of our own")
        guard let function else { return }
        let operations = try Engine.make("to make post-operations") { dnnl_post_ops_create(&$0) }
        defer { dnnl_post_ops_destroy(operations) }
        try Engine.check(
            cine_dnnl_append_eltwise(operations, function.kind, function.alpha, function.beta),
            "a fused activation")
        try Engine.check(dnnl_primitive_attr_set_post_ops(handle, operations), "a fused activation")
    }

    deinit {
        dnnl_primitive_attr_destroy(handle)
    }
}
