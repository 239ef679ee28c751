/// The strategies that a pipeline file may name.
public enum SearchStrategies {
    /// With the settings that their papers use where the budget allows it.
    public static let all: [any SearchStrategy] = [
        GridSearch(), SobolSearch(), GreyWolves(), EnhancedGreyWolves(), ArtificialRabbits(), ParzenEstimator(),
        SuccessiveHalving(),
    ]

    /// Their words, and that of the table.
    public static var words: [String] { (all + [FullTable()]).map { type(of: $0).word } }

    /// The strategy of that word.
    public static func named(_ word: String) -> (any SearchStrategy)? {
        (all + [FullTable()]).first { type(of: $0).word == word }
    }
}
