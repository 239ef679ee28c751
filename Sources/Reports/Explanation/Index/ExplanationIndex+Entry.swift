import Imaging

extension ExplanationIndex {
    /// A scan of the list: little of its explanation, so that thousands can be held.
    public struct Entry: Codable, Sendable {
        struct Answer: Codable, Sendable {
            var className: String
            var probability: Double?
            var target: String
            var leads: Int?
        }

        let sample: String
        /// The page relative to the list; nil where there is none.
        let link: String?
        /// A JPEG as a `data:` URL.
        let thumbnail: String?
        /// Nil where the scan could not be explained.
        let answer: Answer?
        /// The warnings' topics, or why there is no page.
        let warnings: [String]
        /// Words that the filter knows.
        let states: Set<String>

        /// A scan that has a page.
        ///
        /// - Parameter link: the page's path relative to the list, with `/` between folders.
        /// - Throws: `ScanError.Reason.cannotEncode`.
        public init(_ explanation: ScanExplanation, link: String) throws(ScanError.Reason) {
            sample = explanation.sample
            self.link = link
            thumbnail = try Thumbnail(explanation).picture.url(quality: 70)
            let leads = explanation.frames?.items.max { $0.value < $1.value }
            answer = Answer(
                className: explanation.answer.className, probability: explanation.answer.probability,
                target: explanation.target.className, leads: leads.flatMap { $0.value > 0 ? $0.index : nil })
            warnings = explanation.warnings.map(\.topic.title)
            var states: Set<String> = []
            if !warnings.isEmpty { states.insert("warned") }
            if explanation.answer.status != .ok { states.insert("abstained") }
            if explanation.maps.contains(where: { $0.state == .noPositiveEvidence }) { states.insert("silent") }
            if explanation.maps.contains(where: { if case .failed = $0.state { true } else { false } }) {
                states.insert("unsound")
            }
            self.states = states.isEmpty ? ["clean"] : states
        }

        /// Whether the entry, wherever it was read from, is of an explained scan of that name and can be shown: its page is the
        /// given one, its picture stands in it, and its probability is one.
        public func isOf(_ sample: String, link: String) -> Bool {
            self.sample == sample && self.link == link && thumbnail?.hasPrefix(PixelImage.urlStart) == true
                && answer.map { (0...1).contains($0.probability ?? 0) } == true && states.isSubset(of: Self.knownStates)
        }

        private static let knownStates: Set = ["warned", "abstained", "silent", "unsound", "clean"]

        /// A scan that could not be read or explained, and why.
        public init(sample: String, failure: String) {
            (self.sample, link, thumbnail, answer) = (sample, nil, nil, nil)
            warnings = [failure]
            states = ["failed"]
        }

        /// The row of the list.
        func row(isPictured: Bool) -> HTML {
            let name =
                link.map { HTML.element("a", [.init(name: "href", value: Self.percentEncoded($0))], sample) }
                ?? .text(sample)
            let cell = { (content: HTML, key: String, style: String) in
                HTML.element("td", [.init(name: "data-key", value: key), .class(style)], [content])
            }
            let picture =
                isPictured
                ? thumbnail.map {
                    HTML.element("img", [.init(name: "src", value: $0), .init(name: "alt", value: "")])
                } : nil
            let isAbstained = states.contains("abstained")
            let verdict =
                answer.map { isAbstained ? "abstained (\($0.className))" : $0.className } ?? "not explained"
            let probability = answer?.probability.flatMap { $0.isFinite ? $0 : nil }
            let marks = warnings.map { HTML.element("div", [.class("small-print")], $0) }
            return .element(
                "tr",
                [
                    .init(name: "data-class", value: answer?.className ?? ""),
                    .init(name: "data-state", value: states.sorted().joined(separator: " ")),
                ],
                [
                    .element("th", [.scope("row")], [name]),
                    .element("td", [], [picture ?? .text("")]), cell(.text(verdict), verdict, "words"),
                    cell(.text(probability.map(Figures.percent) ?? "–"), "\(probability ?? -1)", ""),
                    cell(.text(answer?.target ?? "–"), answer?.target ?? "", "words"),
                    cell(.text(answer?.leads.map(String.init) ?? "–"), "\(answer?.leads ?? -1)", ""),
                    cell(marks.isEmpty ? .text("none") : .group(marks), "\(warnings.count)", "words"),
                ])
        }

        /// A path as part of a link: everything but letters, digits and `-._~/` by its bytes; never a scheme.
        static func percentEncoded(_ path: String) -> String {
            let kept = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
            let digits = Array("0123456789ABCDEF".unicodeScalars)
            var text = "./"
            for byte in path.utf8 {
                if kept.contains(byte) {
                    text.unicodeScalars.append(Unicode.Scalar(byte))
                } else {
                    text.unicodeScalars.append("%")
                    text.unicodeScalars.append(digits[Int(byte >> 4)])
                    text.unicodeScalars.append(digits[Int(byte & 15)])
                }
            }
            return text
        }
    }
}
