internal import CDNNL
internal import CVectorKernels

/// The one owner of a oneDNN engine and its stream.
final class Engine {
    let handle: dnnl_engine_t
    let stream: dnnl_stream_t

    init() throws(KernelError) {
        let engine = try Self.make("to make an engine for the CPU") { dnnl_engine_create(&$0, dnnl_cpu, 0) }
        do throws(KernelError) {
            stream = try Self.make("to make a stream") {
                dnnl_stream_create(&$0, engine, UInt32(dnnl_stream_default_flags.rawValue))
            }
        } catch {
            dnnl_engine_destroy(engine)
            throw error
        }
        handle = engine
    }

    deinit {
        dnnl_stream_destroy(stream)
        dnnl_engine_destroy(handle)
    }

    /// An error that names `operation` unless `status` is success.
    static func check(_ status: dnnl_status_t, _ operation: @autoclosure () -> String) throws(KernelError) {
        guard status == dnnl_success else { throw .refused(operation: operation(), status: text(status)) }
    }

    /// What `create` makes; an error that names `operation` where it fails.
    static func make<Handle>(
        _ operation: @autoclosure () -> String, _ create: (inout Handle?) -> dnnl_status_t
    ) throws(KernelError) -> Handle {
        var handle: Handle?
        try check(create(&handle), operation())
        guard let handle else { throw .refused(operation: operation(), status: "no handle") }
        return handle
    }

    private static func text(_ status: dnnl_status_t) -> String {
        dnnl_status2str(status).map { String(cString: $0) } ?? "status \(status.rawValue)"
    }
}

/// The engine's library and the machine, for records.
public enum EngineVersion {
    /// As in `2.6.3`.
    public static var library: String {
        guard let version = dnnl_version()?.pointee else { return "unknown" }
        return "\(version.major).\(version.minor).\(version.patch)"
    }

    /// 0 where it does not say.
    static var major: Int { dnnl_version().map { Int($0.pointee.major) } ?? 0 }

    /// The best instructions that the library uses here, as in `avx2`.
    public static var instructionSet: String {
        guard let name = dnnl_cpu_isa2str(dnnl_get_effective_cpu_isa()) else { return "unknown" }
        let text = String(cString: name)
        return text.hasPrefix("cpu_isa_") ? String(text.dropFirst("cpu_isa_".count)) : text
    }

    /// Which version of the own kernels runs here: `x86-64-v4`, `x86-64-v3` or `portable`.
    public static var ownKernels: String { String(cString: cine_vector_kernels_version()) }
}
