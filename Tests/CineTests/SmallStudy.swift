import TestFolders
import Testing

/// What small pipelines of whole commands share.
enum SmallStudy {
    /// The block `model:` of volumes: a convolution in each slice, an LSTM over them, some layers, and a dense layer.
    static func model(_ layers: String..., outputs: Int = 2) -> String {
        let ends = layers + ["{ dense: { units: \(outputs) } }"]
        return """
            model:
              - timeDistributed:
                  axis: slices
                  layers: [{ convolution: { filters: 4, bias: false } }, batchNormalization, relu, globalAveragePool]
              - { lstm: { units: 4 } }
            """ + ends.map { "\n  - \($0)" }.joined()
    }
}

extension TemporaryFolder {
    /// Makes a synthetic cohort in the folder `data`.
    ///
    /// - Parameter columns: what is added to each row of its table, the header's first.
    func makePhantoms(
        _ kind: String, _ count: Int, perPatient: Int = 1, columns: ((Int, Substring) -> String)? = nil
    ) throws {
        let made = try Command.cine(
            "phantom", kind, "--out", path("data"), "--count", "\(count)", "--seed", "5", "--scans-per-patient",
            "\(perPatient)")
        #expect(made.status == 0, "\(made.errors)")
        guard let columns else { return }
        let rows = try text("data/labels.csv").split(separator: "\n").enumerated()
        try write(rows.map { "\($0.element),\(columns($0.offset, $0.element))\n" }.joined(), to: "data/labels.csv")
    }
}
