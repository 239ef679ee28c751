import SystemPackage

/// One training of a study: an arm, a repetition of the folds, the fold that is judged, and a seed.
public struct StudyUnit: Hashable, Sendable {
    /// The arm of a plain validation.
    public static let mainArm = "main"

    /// What is varied: `main`, or the name of a variation.
    public var arm: String
    /// Which repetition of dealing the patients out, from 0.
    public var repetition: Int
    /// The fold that is judged, from 0.
    public var fold: Int
    /// The inner fold that is judged, where the training part of `fold` is folded itself; nil judges `fold`.
    public var inner: Int?
    /// The training's seed.
    public var seed: UInt64
    /// The names of the units that must be finished first.
    public var after: [String]

    public init(
        arm: String = mainArm, repetition: Int = 0, fold: Int, inner: Int? = nil, seed: UInt64, after: [String] = []
    ) {
        (self.arm, self.repetition, self.fold, self.inner) = (arm, repetition, fold, inner)
        (self.seed, self.after) = (seed, after)
    }

    /// The unit's name, which is that of its folder, as in `main-repeat0-fold3-seed1`, or `main-repeat0-fold3-inner0-seed1`.
    public var name: String {
        "\(arm)-repeat\(repetition)-fold\(fold)\(inner.map { "-inner\($0)" } ?? "")-seed\(seed)"
    }
}
