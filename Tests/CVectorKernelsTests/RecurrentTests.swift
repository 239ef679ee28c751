import CVectorKernels
import Foundation
import Testing

/// Steps of recurrent layers against the same equations in double precision.
@Suite struct RecurrentTests {
    /// Sums before a gate's function: small ones, ordinary ones, and those that saturate.
    private static let sums: [Float] =
        (-1000...1000).map { Float($0) * 0.03 } + [-1e-30, 1e-6, -1e-4, 0.624, 0.626, -88, 88, -200, 200, -.infinity]

    private static func sigmoid(_ x: Float) -> Double { 1 / (1 + exp(-Double(x))) }

    private func isClose(_ value: Float, _ wanted: Double) -> Bool {
        abs(Double(value) - wanted) <= 3e-7 * abs(wanted) + 1e-37
    }

    @Test func gatesAreAccurate() {
        let units = Self.sums.count
        var gates = [Float](repeating: 0, count: 4 * units)
        let recurrent = Self.sums + Self.sums + Self.sums + Self.sums
        let previous = [Float](repeating: 0.5, count: units)
        var cell = previous
        var state = previous
        cine_lstm_forward(units, 0, &gates, recurrent, previous, &cell, &state)
        for (unit, sum) in Self.sums.enumerated() {
            let (gate, candidate) = (Self.sigmoid(sum), tanh(Double(sum)))
            #expect(isClose(gates[unit], gate), "the sigmoid of \(sum)")
            #expect(isClose(gates[2 * units + unit], candidate), "the hyperbolic tangent of \(sum)")
            #expect(abs(Double(cell[unit]) - gate * (0.5 + candidate)) < 3e-7)
            #expect(abs(Double(state[unit]) - gate * tanh(gate * (0.5 + candidate))) < 3e-7)
        }
    }

    /// A training that has diverged must show, whatever the gates do.
    @Test func notANumberStaysOne() {
        for relu: Int32 in [0, 1] {
            var gates = [Float](repeating: .nan, count: 4)
            var (cell, state): (Float, Float) = (0, 0)
            cine_lstm_forward(1, relu, &gates, [0, 0, 0, 0], [0], &cell, &state)
            #expect(gates.allSatisfy(\.isNaN) && cell.isNaN && state.isNaN)
        }
    }

    @Test func aGRUKeepsWhatItsUpdateGateSays() {
        let units = Self.sums.count
        var gates = [Float](repeating: 0, count: units) + Self.sums + [Float](repeating: 0.25, count: units)
        let recurrent = [Float](repeating: 0, count: 2 * units) + [Float](repeating: 0.5, count: units)
        let previous = [Float](repeating: -0.75, count: units)
        var (kept, state) = (previous, previous)
        cine_gru_forward(units, &gates, recurrent, previous, &kept, &state)
        let candidate = tanh(0.25 + 0.5 * 0.5)
        for (unit, sum) in Self.sums.enumerated() {
            let update = Self.sigmoid(sum)
            #expect(abs(Double(state[unit]) - ((1 - update) * candidate - update * 0.75)) < 3e-7)
            #expect(kept[unit] == 0.5)
        }
    }
}
