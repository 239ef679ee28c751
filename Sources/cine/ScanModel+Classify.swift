import Imaging
import SystemPackage
import Training

extension ScanModel {
    /// Classifies scans, asked before each whether to stop, and hands on the rows of each batch.
    typealias Classification = (
        [FoundScan], () -> Bool, ([ClassificationRow]) throws(ClassificationError) -> Void
    ) throws(ClassificationError) -> Void

    /// - Parameters:
    ///   - manifests: the tables that say what models with clinical columns want to know of the patients.
    ///   - method: what tells how unsure a model is by several passes; a stack's models contradict each other anyway.
    func classifier(
        batch: Int, threads: Int, manifests: [FilePath], method: PassUncertainty.Method?, passes: Int, seed: UInt64
    ) throws -> Classification {
        switch self {
        case .single(let model):
            let passes = try method.map {
                try PassUncertainty(model, $0, passes: passes, seed: seed, threads: threads)
            }
            let classifier = try Classifier(
                model, batch: batch, threads: threads,
                clinical: ClinicalTable(model.description.clinicalColumns, in: manifests), passes: passes)
            return { scans, isCancelled, emit throws(ClassificationError) in
                try classifier.classify(scans, isCancelled: isCancelled, emit: emit)
            }
        case .stack(let stack):
            guard method == nil else { throw PassError.stack }
            let classifier = try StackClassifier(
                stack, batch: batch, threads: threads,
                clinical: stack.models.map { try ClinicalTable($0.description.clinicalColumns, in: manifests) })
            return { scans, isCancelled, emit throws(ClassificationError) in
                try classifier.classify(scans, isCancelled: isCancelled, emit: emit)
            }
        }
    }
}
