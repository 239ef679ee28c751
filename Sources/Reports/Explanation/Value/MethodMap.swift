/// What one saliency method says of one scan.
public struct MethodMap: Codable, Sendable, Hashable {
    public enum State: Codable, Sendable, Hashable {
        case usable
        /// Nothing speaks for the class; a legal answer, and no map is drawn.
        case noPositiveEvidence
        /// The method could not be computed, or its map failed its checks; the reason as a sentence. The map is drawn only
        /// when the reader asks for it, stamped.
        case failed(reason: String)
        /// The method failed its trust card, and the settings keep its map back.
        case withheld
    }

    /// How values are read and coloured.
    public enum Sign: String, Codable, Sendable, Hashable {
        /// Both for and against the class; a diverging colour map.
        case signed
        /// For the class only, 0 or more; a perceptual colour map.
        case magnitude
    }

    /// The method's name in commands and file names, as in `gradCAM`.
    public var name: String
    /// The method's name for readers, as in “Grad-CAM”.
    public var title: String
    /// The formula on one line of plain text.
    public var formula: String
    /// The layer that was tapped; nil for methods of the input.
    public var layer: String?
    public var sign: Sign
    public var state: State
    /// Nil where there is nothing to draw.
    public var grid: MapGrid?
    /// Checks of this scan's own map, such as deletion and insertion.
    public var scanChecks: [TrustRow]
    /// The target's probability while the scan is taken away or brought back in the map's order.
    public var curves: [FaithfulnessCurve]

    public init(
        name: String, title: String, formula: String, layer: String?, sign: Sign, state: State, grid: MapGrid?,
        scanChecks: [TrustRow] = [], curves: [FaithfulnessCurve] = []
    ) {
        (self.name, self.title, self.formula, self.layer) = (name, title, formula, layer)
        (self.sign, self.state, self.grid) = (sign, state, grid)
        (self.scanChecks, self.curves) = (scanChecks, curves)
    }
}
