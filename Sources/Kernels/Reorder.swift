internal import CDNNL

/// Copies a tensor into another layout.
public enum Reorder {
    /// A step that copies `source` into `target`, which may lie differently.
    public static func operation(
        from source: Memory, to target: Memory, in workspace: Workspace
    ) throws(KernelError) -> any Operation {
        let descriptor = try ReorderDescriptor(from: source.layout, to: target.layout, engine: workspace.engine)
        return try ReorderOperation(descriptor, from: source, to: target, in: workspace)
    }

    /// Copies at once.
    static func run(
        from source: dnnl_memory_t, _ sourceLayout: Layout, to target: dnnl_memory_t, _ targetLayout: Layout,
        engine: Engine
    ) throws(KernelError) {
        let descriptor = try ReorderDescriptor(from: sourceLayout, to: targetLayout, engine: engine)
        let handle = try descriptor.primitive()
        defer { dnnl_primitive_destroy(handle) }
        var arguments = [
            dnnl_exec_arg_t(arg: DNNL_ARG_FROM, memory: source), dnnl_exec_arg_t(arg: DNNL_ARG_TO, memory: target),
        ]
        try Engine.check(
            dnnl_primitive_execute(handle, engine.stream, Int32(arguments.count), &arguments), descriptor.name)
        try Engine.check(dnnl_stream_wait(engine.stream), descriptor.name)
    }
}

/// One owner of a reorder's descriptor.
private final class ReorderDescriptor {
    let handle: dnnl_primitive_desc_t
    let name: String

    init(from source: Layout, to target: Layout, engine: Engine) throws(KernelError) {
        name = "to copy \(source) into \(target)"
        handle = try Engine.make(name) {
            dnnl_reorder_primitive_desc_create(
                &$0, source.handle, engine.handle, target.handle, engine.handle, nil)
        }
    }

    deinit {
        dnnl_primitive_desc_destroy(handle)
    }

    func primitive() throws(KernelError) -> dnnl_primitive_t {
        try Engine.make(name) { dnnl_primitive_create(&$0, handle) }
    }
}

/// A reorder as a step of a plan.
private final class ReorderOperation: Operation {
    private let handle: dnnl_primitive_t
    private let source: Memory
    private let target: Memory
    private let engine: Engine
    private let name: String

    init(
        _ descriptor: ReorderDescriptor, from source: Memory, to target: Memory, in workspace: Workspace
    ) throws(KernelError) {
        handle = try descriptor.primitive()
        self.source = source
        self.target = target
        engine = workspace.engine
        name = descriptor.name
    }

    deinit {
        dnnl_primitive_destroy(handle)
    }

    func run() throws(KernelError) {
        var arguments = (
            dnnl_exec_arg_t(arg: DNNL_ARG_FROM, memory: source.handle),
            dnnl_exec_arg_t(arg: DNNL_ARG_TO, memory: target.handle)
        )
        let status = withUnsafePointer(to: &arguments) {
            $0.withMemoryRebound(to: dnnl_exec_arg_t.self, capacity: 2) {
                dnnl_primitive_execute(handle, engine.stream, 2, $0)
            }
        }
        try Engine.check(status, name)
    }
}
