import Imaging

/// A small picture of where the viewer opens, the map over it.
struct Thumbnail {
    let picture: PixelImage

    private static let side = 72.0

    init(_ explanation: ScanExplanation) {
        let pictures = explanation.pictures
        let stack = pictures.stack
        let plane = ViewerPlane.planes(of: pictures, first: explanation.firstAxis)[0]
        let spacing = pictures.spacing ?? [1, 1, 1]
        let extent = [plane.across.axis, plane.down.axis].map { Double(pictures.size[$0]) * max(spacing[$0], 1e-6) }
        let scale = Self.side / max(extent[0], extent[1])
        let (width, height) = (max(1, Int(extent[0] * scale)), max(1, Int(extent[1] * scale)))
        let map = explanation.firstMap.map { explanation.maps[$0] }
        let grid = map?.state == .usable ? map?.drawnGrid : nil
        let cells = grid?.placement.inverse()
        var voxel = explanation.firstVoxel.map(Double.init)
        var pixels: [UInt8] = []
        pixels.reserveCapacity(width * height * 3)
        let counts = [stack.columns, stack.rows, stack.slices]
        for y in 0..<height {
            for x in 0..<width {
                for (direction, share) in [
                    (plane.across, (Double(x) + 0.5) / Double(width)), (plane.down, (Double(y) + 0.5) / Double(height)),
                ] {
                    let size = Double(pictures.size[direction.axis])
                    voxel[direction.axis] = (direction.flipped ? 1 - share : share) * size - 0.5
                }
                let place = (0..<3).map { axis in
                    max(
                        0,
                        min(
                            counts[axis] - 1,
                            Int((voxel[axis] + 0.5) * Double(counts[axis]) / Double(pictures.size[axis]))))
                }
                let at = ((place[2] * stack.rows + place[1]) * stack.columns + place[0]) * stack.channels
                var colour = (0..<3).map { Double(stack.pixels[at + ($0 < stack.channels ? $0 : 0)]) }
                if let grid, let cells, let map {
                    let value = grid.value(at: cells.apply([voxel[0], voxel[1], voxel[2]]))
                    let opacity = 0.6 * max(0, min(1, (abs(value) - 0.2) / 0.15))
                    if opacity > 0, map.sign == .signed || value > 0 {
                        colour = zip(colour, ColourScale(map.sign).colour(of: value)).map { $0 + ($1 - $0) * opacity }
                    }
                }
                pixels += colour.map { UInt8(max(0, min(255, $0.rounded()))) }
            }
        }
        picture = PixelImage(width: width, height: height, channels: 3, pixels: pixels)
    }
}
