/// Ranks from 1 upwards in which equal numbers share the mean of their ranks.
enum MidRanks {
    /// The mid-rank of each number, by one sort.
    static func of(_ values: [Double]) -> [Double] {
        var ranks = [Double](repeating: 0, count: values.count)
        for run in TiedRuns.ascending(values) {
            let rank = Double(run.positions.lowerBound + 1 + run.positions.upperBound) / 2
            for index in run.indices { ranks[index] = rank }
        }
        return ranks
    }
}

/// A run of equal numbers in a sorted list.
struct TiedRun {
    /// The number.
    let value: Double

    /// Where the run stands in the sorted list.
    let positions: Range<Int>

    /// Where its members stand in the list that was sorted.
    let indices: ArraySlice<Int>
}

enum TiedRuns {
    static func ascending(_ values: [Double]) -> [TiedRun] {
        runs(of: values, in: values.indices.sorted { values[$0] < values[$1] })
    }

    static func descending(_ values: [Double]) -> [TiedRun] {
        runs(of: values, in: values.indices.sorted { values[$0] > values[$1] })
    }

    private static func runs(of values: [Double], in order: [Int]) -> [TiedRun] {
        var runs: [TiedRun] = []
        var start = 0
        while start < order.count {
            var end = start + 1
            while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
            runs.append(TiedRun(value: values[order[start]], positions: start..<end, indices: order[start..<end]))
            start = end
        }
        return runs
    }
}
