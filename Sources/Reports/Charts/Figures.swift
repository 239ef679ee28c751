import Foundation

/// How numbers are written: always with a point, whatever the language of the machine.
enum Figures {
    /// With so many decimals.
    static func fixed(_ value: Double, _ decimals: Int) -> String {
        guard value.isFinite else { return "–" }
        let text = String(format: "%.\(decimals)f", value)
        return text.hasPrefix("-")
            ? (text.dropFirst().allSatisfy { "0.".contains($0) } ? "" : "−") + text.dropFirst() : text
    }

    /// With three decimals, or a dash where there is no figure.
    static func rate(_ value: Double?) -> String { value.map { fixed($0, 3) } ?? "–" }

    /// With its sign and three figures that count.
    static func signed(_ value: Double) -> String {
        guard value.isFinite else { return "–" }
        return (value < 0 ? "−" : "+") + String(format: "%.3g", abs(value))
    }

    /// A probability in per cent, never rounded to certainty.
    static func percent(_ probability: Double) -> String {
        guard probability.isFinite else { return "–" }
        if probability > 0.999, probability < 1 { return "> 99.9 %" }
        if probability < 0.001, probability > 0 { return "< 0.1 %" }
        return fixed(probability * 100, 1) + " %"
    }

    /// A place in a drawing, to a hundredth.
    static func place(_ value: Double) -> String { value.isFinite ? String(format: "%.2f", value) : "0" }

    /// As a person would write it: 4 as “4”, 0.001 as “0.001”.
    static func plain(_ value: Double) -> String { value.isFinite ? String(format: "%.6g", value) : "–" }

    /// A number of things: “1 scan”, “2 scans”.
    static func count(_ number: Int, _ thing: String, plural: String? = nil) -> String {
        "\(grouped(number)) \(number == 1 ? thing : plural ?? thing + "s")"
    }

    /// With a comma between thousands.
    static func grouped(_ number: Int) -> String {
        var text = ""
        for (index, digit) in String(number.magnitude).reversed().enumerated() {
            if index > 0, index % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return (number < 0 ? "−" : "") + String(text.reversed())
    }
}
