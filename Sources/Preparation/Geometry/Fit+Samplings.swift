extension Fit {
    /// Brings the samples along rows and columns to a size.
    func apply(rows: inout AxisSampling, columns: inout AxisSampling, crop: FrameSize?, size: FrameSize?) {
        let (height, width) = (rows.count, columns.count)
        if let crop {
            rows.cut(to: crop.height)
            columns.cut(to: crop.width)
        }
        guard let size else { return }
        let (tall, wide) = (
            Double(rows.count) / Double(size.height), Double(columns.count) / Double(size.width)
        )
        switch self {
        case .stretch:
            rows.stretch(to: size.height, wholeAxis: rows.count == height)
            columns.stretch(to: size.width, wholeAxis: columns.count == width)
        case .pad, .crop:
            let factor = self == .pad ? max(tall, wide) : min(tall, wide)
            rows.coarsen(by: factor)
            columns.coarsen(by: factor)
            rows.centre(in: size.height)
            columns.centre(in: size.width)
        case .centre:
            rows.centre(in: size.height)
            columns.centre(in: size.width)
        }
    }
}
