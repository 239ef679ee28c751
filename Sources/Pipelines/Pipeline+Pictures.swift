import Cohorts
import Imaging
import Preparation
import Reports
import RunFolders
import Studies

extension Pipeline {
    /// Writes the report of a finished run, with small pictures of the scans that were judged worst.
    ///
    /// The pictures are kept in the run folder, so that the page can be made again where the scans are not there.
    func writeReport(of samples: [Sample], in folder: RunFolder, threads: Int) throws {
        let wanted = Set(try StudyReport(of: folder).worstErrors)
        let missing = samples.filter { sample in
            let name = CSVWriter.harmless(sample.id)
            return wanted.contains(name) && (try? WholeFile.bytes(at: folder.errorPicture(of: name))) == nil
        }
        if !missing.isEmpty { try RunFolder(folder.errors).create() }
        let scans = PreparedScans(
            missing.map { LoadedItem(id: $0.id, source: $0.source) }, preparation: preparation, threads: threads,
            chunk: max(1, threads))
        for scan in scans {
            // The scans were read a moment ago; a page without one picture is better than none.
            guard let sequence = try? scan.outcome.get() else { continue }
            let bytes = try ScanPicture.png(of: sequence)
            try AtomicFile.write(bytes, to: folder.errorPicture(of: CSVWriter.harmless(missing[scan.index].id)))
        }
        try StudyReport.write(in: folder)
    }
}
