/// Colours that people with any colour vision tell apart (Okabe and Ito 2008), in an order that also differs in
/// brightness; dashes differ, too, so that lines that lie on each other and lines on grey paper are told apart.
enum Palette {
    static let colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"]
    static let grey = "#8a8a8a"

    /// The colour of the line of that number, from 0.
    static func colour(_ number: Int) -> String { colours[number % colours.count] }

    /// The dashes of the line of that number, from 0.
    static func dashes(_ number: Int) -> Chart.Dashes { [.none, .long, .short][number % 3] }
}
