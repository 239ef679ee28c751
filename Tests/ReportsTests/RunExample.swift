import Foundation
import RunFolders
import SystemPackage

/// A run folder made of a few lines, removed when the test is over.
final class RunExample {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("reports-\(UUID().uuidString)")
    var folder: RunFolder { RunFolder(FilePath(url.path)) }

    /// A cross-validation of two folds; the names of samples and classes are given.
    init(classes: [String] = ["absent", "present"], sample: String = "scan") throws {
        let names = (0..<12).map { "\(sample)-\($0)" }
        let labels = names.indices.map { classes[$0 % classes.count] }
        let cells = { (cells: [String]) in CSVWriter.row(cells) }
        let table = { (header: [String], rows: [[String]]) in ([header] + rows).map(cells).joined() }
        try write(
            "description: A test <of> words & signs\ncohort: { group: patient }\ntraining: { epochs: 2 }\n",
            "pipeline.yaml")
        try write(
            table(
                ["sample", "path", "sha256", "patient", "label", "status"],
                names.indices.map { [names[$0], names[$0], "0", "patient-\($0 / 2)", labels[$0], "ok"] }), "cohort.csv")
        try write(
            table(["sample", "patient", "fold"], names.indices.map { [names[$0], "patient-\($0 / 2)", "\($0 / 6)"] }),
            "split.csv")
        try write(
            table(
                ["sample", "patient", "fold", "label", "class"] + classes.map { "p_\($0)" },
                names.indices.map { index in
                    let probabilities = classes.indices.map { class_ in
                        class_ == (index % 5 == 0 ? 0 : index % classes.count) ? 0.75 : 0.25 / Double(classes.count - 1)
                    }
                    let decision = classes[index % 5 == 0 ? 0 : index % classes.count]
                    return [names[index], "patient-\(index / 2)", "\(index / 6)", labels[index], decision]
                        + probabilities.map { "\($0)" }
                }), "predictions.csv")
        try write(
            """
            {"folds":[{"fold":0,"repeat":0,"seed":1,"samples":6,"patients":3,"auroc":{"value":0.8,"low":0.6,"high":0.9}}],
             "pooled":{"samples":12,"patients":6,"auroc":{"value":0.8125,"low":0.6,"high":0.9}}}
            """, "metrics.json")
        try write("unit\tarm\trepeat\tfold\tseed\tafter\nu0\tmain\t0\t0\t1\t\nu1\tmain\t0\t1\t1\t\n", "plan.tsv")
        let history = "epoch,learning_rate,train_loss,tuning_loss,tuning_accuracy,tuning_auroc\n"
        try write(history + "1,0.1,0.7,0.6,,\n2,0.1,0.5,nan,,\n", "units/u0/history.csv")
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func write(_ text: String, _ name: String) throws {
        let file = url.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    func remove(_ name: String) throws {
        try FileManager.default.removeItem(at: url.appendingPathComponent(name))
    }
}
