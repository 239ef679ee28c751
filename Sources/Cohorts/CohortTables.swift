import RunFolders

extension Cohort {
    /// The text of a run folder's `cohort.csv`: `sample,path,sha256,patient,label,status`.
    ///
    /// Paths stand as the manifest gives them, so that the table does not depend on where the data lie.
    ///
    /// - Parameters:
    ///   - contents: what the samples' files hold, in the order of the samples.
    ///   - columns: further columns of the manifest, which stand behind.
    public func table(contents: [SampleContent], columns: [String] = []) -> String {
        let own = ["sample", "path", "sha256", "patient", "label", "status"]
        let more = columns.filter { !own.contains($0) }
        let rows = zip(samples, contents).map { sample, content in
            [
                sample.id, sample.path, content.hash?.description ?? "", sample.patient, className(of: sample),
                content.problem == nil ? "ok" : "unreadable",
            ] + more.map { sample.attributes[$0] ?? "" }
        }
        return ([own + more] + rows).map(CSVWriter.row).joined()
    }
}

extension Split {
    /// The text of a run folder's `split.csv`: `sample,patient,part`; omitted samples have no row.
    public func table(of cohort: Cohort) -> String {
        let rows = cohort.samples.compactMap { sample in
            (parts[sample.id]?.rawValue ?? (leftOut.contains(sample.id) ? Self.leftOutWord : nil))
                .map { [sample.id, sample.patient, $0] }
        }
        return ([["sample", "patient", "part"]] + rows).map(CSVWriter.row).joined()
    }
}
