import Designs
import Foundation

/// Makes pipelines of candidates.
struct CandidateMaker: Sendable {
    let source: PipelineSource
    let description: SearchDescription

    /// The candidate's pipeline, trained for a share of its epochs, checked as far as it can be without data.
    ///
    /// - Throws: why the candidate cannot be read or compiled.
    func pipeline(of candidate: SearchSpace.Candidate, resource: Double = 1) throws -> Pipeline {
        var pipeline = try source.pipeline(of: source.root(after: edits(of: candidate)))
        if case .unit = pipeline.training.initial { throw PipelineError.noPreviousFold }
        try pipeline.check()
        pipeline.training.epochs = max(Int((Double(pipeline.training.epochs) * resource).rounded()), 1)
        return pipeline
    }

    /// Refuses paths that lead nowhere, before any scan is read: each axis once by itself, at its first value.
    ///
    /// - Throws: `ConfigurationError` with the place.
    func checkPaths() throws(ConfigurationError) {
        for (place, axis) in description.space.axes.enumerated() where axis.condition == nil {
            var candidate = SearchSpace.Candidate(repeating: nil, count: description.space.axes.count)
            candidate[place] = description.space.candidate(at: candidate.map { _ in 0 })[place]
            _ = try source.pipeline(of: source.root(after: edits(of: candidate)))
        }
    }

    /// The pipelines that differ from the file in one option of one parameter, as far as they can be read.
    var variants: [Pipeline] {
        description.space.axes.enumerated().flatMap { place, axis in
            guard case .options(let count) = axis.scale else { return [Pipeline]() }
            return (0..<count).compactMap { option in
                var candidate = SearchSpace.Candidate(repeating: nil, count: description.space.axes.count)
                candidate[place] = .option(option)
                return try? source.pipeline(of: source.root(after: edits(of: candidate)))
            }
        }
    }

    /// What the candidate changes: layers are repeated last, with what was set in them.
    private func edits(of candidate: SearchSpace.Candidate) -> [NodeEdit] {
        var edits: [NodeEdit] = []
        var repeats: [NodeEdit] = []
        for (value, effect) in zip(candidate, description.effects) {
            switch (value, effect.change) {
            case (.option(let option)?, .options(let options)): edits += options[option]
            case (.some(let value), .number(let path)):
                let scalar = ConfigurationNode(
                    content: .scalar(Self.text(of: value), isQuoted: false), origin: effect.origin)
                edits.append(NodeEdit(path: path, action: .set(scalar), origin: effect.origin))
            case (.integer(let count)?, .repeats(let path, let growth)):
                repeats.append(
                    NodeEdit(path: path, action: .repeated(count, growth: growth), origin: effect.origin))
            default: break
            }
        }
        return edits + repeats
    }

    /// The values as they stand in tables; empty where an axis does not count.
    func texts(of candidate: SearchSpace.Candidate) -> [String] {
        zip(candidate, description.effects).map { value, effect in
            if case .option(let option)? = value { effect.labels[option] } else { value.map(Self.text) ?? "" }
        }
    }

    /// A number to six digits, so that a pipeline file stays readable.
    private static func text(of value: SearchAxis.Value) -> String {
        switch value {
        case .option(let option): "\(option)"
        case .integer(let number): "\(number)"
        case .number(let number): String(format: "%.6g", number)
        }
    }
}
