import Foundation

/// A linear map of the plane about a frame's centre that tells, for a pixel of the new frame, the place in the old
/// frame that it is read from.
struct FrameTransform: Hashable, Sendable {
    /// Row in the old frame: three factors for row, column and 1, relative to the frame's centre.
    var rows: SIMD3<Double>
    /// Column in the old frame.
    var columns: SIMD3<Double>

    /// Every pixel from its own place.
    static let identity = FrameTransform(rows: [1, 0, 0], columns: [0, 1, 0])

    /// Reads a pixel at (row, column) from (row · rows, column · columns).
    static func scaling(rows: Double, columns: Double) -> FrameTransform {
        FrameTransform(rows: [rows, 0, 0], columns: [0, columns, 0])
    }

    /// Moves what is seen by some rows and columns.
    static func translation(rows: Double, columns: Double) -> FrameTransform {
        FrameTransform(rows: [1, 0, -rows], columns: [0, 1, -columns])
    }

    /// Turns what is seen from the first column's direction towards the first row's.
    static func rotation(radians: Double) -> FrameTransform {
        let (sine, cosine) = (sin(radians), cos(radians))
        return FrameTransform(rows: [cosine, sine, 0], columns: [-sine, cosine, 0])
    }

    /// The transform that changes what is seen by `self` first, then by `next`.
    func followed(by next: FrameTransform) -> FrameTransform {
        func row(_ factors: SIMD3<Double>) -> SIMD3<Double> {
            factors[0] * next.rows + factors[1] * next.columns + [0, 0, factors[2]]
        }
        return FrameTransform(rows: row(rows), columns: row(columns))
    }
}
