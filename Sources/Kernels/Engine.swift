internal import CDNNL

/// The one owner of a oneDNN engine and its stream.
final class Engine {
    let handle: dnnl_engine_t
    let stream: dnnl_stream_t

    init() throws(KernelError) {
        var engine: dnnl_engine_t?
        try Self.check(dnnl_engine_create(&engine, dnnl_cpu, 0), "to make an engine for the CPU")
        guard let engine else { throw .refused(operation: "to make an engine for the CPU", status: "no handle") }
        var stream: dnnl_stream_t?
        let status = dnnl_stream_create(&stream, engine, UInt32(dnnl_stream_default_flags.rawValue))
        guard status == dnnl_success, let stream else {
            dnnl_engine_destroy(engine)
            throw .refused(operation: "to make a stream", status: Self.text(status))
        }
        handle = engine
        self.stream = stream
    }

    deinit {
        dnnl_stream_destroy(stream)
        dnnl_engine_destroy(handle)
    }

    /// An error that names `operation` unless `status` is success.
    static func check(_ status: dnnl_status_t, _ operation: @autoclosure () -> String) throws(KernelError) {
        guard status == dnnl_success else { throw .refused(operation: operation(), status: text(status)) }
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

    /// The best instructions that the library uses here, as in `avx2`.
    public static var instructionSet: String {
        let names: [UInt32: String] = [
            0x1: "sse4.1", 0x3: "avx", 0x7: "avx2", 0xF: "avx2-vnni", 0x27: "avx512-core", 0x67: "avx512-vnni",
            0xE7: "avx512-bf16",
        ]
        let code = UInt32(dnnl_get_effective_cpu_isa().rawValue)
        return names[code] ?? "0x\(String(code, radix: 16))"
    }
}
