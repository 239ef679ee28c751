/// Spearman's rank correlation (1904): Pearson's of the ranks, equal values sharing their mean rank.
enum RankCorrelation {
    /// From −1 to 1; 0 where one side is constant, which says nothing of the other.
    static func of(_ a: [Float], _ b: [Float]) -> Double {
        let (x, y) = (ranks(of: a), ranks(of: b))
        let middle = Double(a.count + 1) / 2
        var (products, squaresX, squaresY) = (0.0, 0.0, 0.0)
        for place in x.indices {
            let (dx, dy) = (x[place] - middle, y[place] - middle)
            products += dx * dy
            squaresX += dx * dx
            squaresY += dy * dy
        }
        let scale = (squaresX * squaresY).squareRoot()
        return scale > 0 ? products / scale : 0
    }

    /// 1 for the smallest.
    static func ranks(of values: [Float]) -> [Double] {
        let order = values.indices.sorted { values[$0] < values[$1] }
        var ranks = [Double](repeating: 0, count: values.count)
        var start = 0
        while start < order.count {
            var end = start + 1
            while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
            for place in start..<end { ranks[order[place]] = Double(start + end + 1) / 2 }
            start = end
        }
        return ranks
    }
}
