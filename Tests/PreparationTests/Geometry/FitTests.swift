import Testing

@testable import Preparation

@Suite struct FitTests {
    private func prepared(
        _ fit: Fit, rows: Int, columns: Int, size: FrameSize, crop: FrameSize? = nil
    ) throws -> FrameSequence {
        var preparation = Preparation()
        preparation.normalise = .none
        preparation.size = size
        preparation.fit = fit
        preparation.crop = crop
        return try preparation.prepare(.image(counting(rows * columns).map { $0 + 1 }, rows: rows, columns: columns))
    }

    @Test func centreCutsOutWholePixels() throws {
        let frames = try prepared(.centre, rows: 4, columns: 5, size: FrameSize(height: 2, width: 3)).frames
        #expect(frames.shape == [1, 2, 3, 1])
        #expect(frames.elements == [7, 8, 9, 12, 13, 14])
    }

    @Test func centreBordersWithTheMinimum() throws {
        let frames = try prepared(.centre, rows: 1, columns: 2, size: FrameSize(height: 3, width: 4)).frames
        #expect(frames.elements == [1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1, 1])
    }

    @Test func padKeepsTheForm() throws {
        let sequence = try prepared(.pad, rows: 4, columns: 8, size: FrameSize(height: 4, width: 4))
        let rows = stride(from: 0, to: 16, by: 4).map { Array(sequence.frames.elements[$0..<$0 + 4]) }
        #expect(rows[0] == rows[3])
        #expect(Set(rows[0]).count == 1)
        #expect(rows[1] != rows[2])
        #expect(sequence.geometry.columns.step == 2)
        #expect(sequence.geometry.rows.step == 2)
        #expect(sequence.geometry.storedPosition(frame: 0, row: 1.5, column: 1.5) == [3.5, 1.5, 0, 0])
    }

    @Test func cropFillsTheSize() throws {
        let sequence = try prepared(.crop, rows: 4, columns: 8, size: FrameSize(height: 4, width: 4))
        #expect(sequence.geometry.columns == FrameGeometry.Line(axis: 0, start: 2, step: 1))
        #expect(Array(sequence.frames.elements[..<4]) == [3, 4, 5, 6])
    }

    @Test func cropComesBeforeTheSize() throws {
        let sequence = try prepared(
            .stretch, rows: 6, columns: 6, size: FrameSize(height: 2, width: 2), crop: FrameSize(height: 4, width: 4))
        #expect(sequence.geometry.rows == FrameGeometry.Line(axis: 1, start: 1.5, step: 2))
    }
}
