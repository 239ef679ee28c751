import Foundation

/// A bar on a terminal, a line now and then elsewhere, on standard error.
///
/// `NO_COLOR` turns the colour off; `--quiet` turns everything off.
final class ProgressBar {
    private static let width = 28
    private static let secondsBetweenLines = 15.0
    private static let secondsBetweenFrames = 0.1

    private let isQuiet: Bool
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let hasColour: Bool
    private var lastShown = Date.distantPast
    private var isOpen = false

    init(isQuiet: Bool) {
        self.isQuiet = isQuiet
        let environment = ProcessInfo.processInfo.environment
        hasColour = (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    }

    /// Shows how far the work is.
    ///
    /// - Parameters:
    ///   - fraction: the part done, 0 to 1.
    ///   - text: what is being done, with its figures.
    ///   - remaining: the seconds left, if they can be told.
    func show(fraction: Double, _ text: String, remaining: Double? = nil) {
        let interval = isTerminal ? Self.secondsBetweenFrames : Self.secondsBetweenLines
        guard !isQuiet, -lastShown.timeIntervalSinceNow >= interval else { return }
        lastShown = Date()
        let left = remaining.map { ", \(Self.clock($0)) left" } ?? ""
        let percent = "\(Int((min(max(fraction, 0), 1) * 100).rounded(.down))) %"
        if isTerminal {
            let filled = Int(Double(Self.width) * min(max(fraction, 0), 1))
            let bar =
                String(repeating: "█", count: filled) + String(repeating: "░", count: Self.width - filled)
            let coloured = hasColour ? "\u{1B}[36m\(bar)\u{1B}[0m" : bar
            Self.write("\r\u{1B}[K\(coloured) \(percent)  \(text)\(left)")
            isOpen = true
        } else {
            Self.write("\(percent)  \(text)\(left)\n")
        }
    }

    /// Takes the bar away, so that the next line starts clean.
    func clear() {
        if isOpen { Self.write("\r\u{1B}[K") }
        isOpen = false
    }

    /// Seconds as `1:05` or `2:03:04`.
    static func clock(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds < 1e7 else { return "a long time" }
        let whole = Int(seconds.rounded(.up))
        let parts = [whole / 3600, whole / 60 % 60, whole % 60]
        let shown = parts[0] > 0 ? parts[...] : parts[1...]
        return shown.enumerated()
            .map { $0.offset == 0 ? String($0.element) : ($0.element < 10 ? "0" : "") + String($0.element) }
            .joined(separator: ":")
    }

    private static func write(_ text: String) {
        StandardStreams.tell(text)
    }
}
