/// How a frame is brought to a size of another form.
public enum Fit: String, Codable, Hashable, Sendable, CaseIterable {
    /// Rows and columns are scaled each by its own factor.
    case stretch
    /// The form is kept, the whole frame is seen; borders are filled with the sequence's minimum.
    case pad
    /// The form is kept, the whole size is filled; what hangs over is cut off evenly.
    case crop
    /// Nothing is scaled: the centre is cut out, or bordered with the sequence's minimum.
    case centre
}
