import Imaging

/// A small picture of where the viewer opens, the map over it.
struct Thumbnail {
    let picture: PixelImage

    /// Pixels along the longer side.
    private static let side = 72.0

    init(_ explanation: ScanExplanation) {
        let pictures = explanation.pictures
        let plane = ViewerPlane.planes(of: pictures, first: explanation.firstAxis)[0]
        let map = explanation.firstMap.map { explanation.maps[$0] }
        let overlay = map.flatMap { $0.state == .usable ? Overlay($0) : nil }
        let (width, height) = Self.size(plane, of: pictures)
        var voxel = explanation.firstVoxel.map(Double.init)
        var pixels: [UInt8] = []
        pixels.reserveCapacity(width * height * 3)
        for y in 0..<height {
            let down = (Double(y) + 0.5) / Double(height)
            voxel[plane.down.axis] = plane.down.voxel(at: down, of: pictures.size)
            for x in 0..<width {
                let across = (Double(x) + 0.5) / Double(width)
                voxel[plane.across.axis] = plane.across.voxel(at: across, of: pictures.size)
                let colour = pictures.colour(at: voxel)
                pixels += (overlay?.over(colour, at: voxel) ?? colour).map { UInt8($0.rounded()) }
            }
        }
        picture = PixelImage(width: width, height: height, channels: 3, pixels: pixels)
    }

    private static func size(_ plane: ViewerPlane, of pictures: ScanPictures) -> (width: Int, height: Int) {
        let extent = [plane.across.axis, plane.down.axis].map { axis -> Double in
            let step = pictures.spacing?[axis] ?? 1
            return Double(pictures.size[axis]) * (step.isFinite && step > 0 ? step : 1)
        }
        let scale = side / max(extent[0], extent[1])
        return (max(1, Int(extent[0] * scale)), max(1, Int(extent[1] * scale)))
    }
}

extension ViewerPlane.Direction {
    /// The voxel at a share of the way across the picture.
    fileprivate func voxel(at share: Double, of size: [Int]) -> Double {
        (flipped ? 1 - share : share) * Double(size[axis]) - 0.5
    }
}

extension ScanPictures {
    /// Red, green and blue of the stack at a voxel of the scan.
    fileprivate func colour(at voxel: [Double]) -> [Double] {
        let counts = [stack.columns, stack.rows, stack.slices]
        let place = (0..<3).map { axis -> Int in
            let share = (voxel[axis] + 0.5) / Double(size[axis])
            return max(0, min(counts[axis] - 1, Int(share * Double(counts[axis]))))
        }
        let first = ((place[2] * stack.rows + place[1]) * stack.columns + place[0]) * stack.channels
        return (0..<3).map { Double(stack.pixels[first + ($0 < stack.channels ? $0 : 0)]) }
    }
}

/// A map laid over a picture as the viewer first shows it.
private struct Overlay {
    let sign: MethodMap.Sign
    let grid: MapGrid
    let cells: Affine

    init?(_ map: MethodMap) {
        guard let grid = map.drawnGrid, let cells = grid.placement.inverse() else { return nil }
        (sign, self.grid, self.cells) = (map.sign, grid, cells)
    }

    /// The colour with the map's over it: nothing below a fifth of the scale, at most six tenths.
    func over(_ colour: [Double], at voxel: [Double]) -> [Double] {
        let value = grid.value(at: cells.apply([voxel[0], voxel[1], voxel[2]]))
        let strength = sign == .signed ? abs(value) : value
        let opacity = 0.6 * max(0, min(1, (strength - 0.2) / 0.15))
        guard opacity > 0 else { return colour }
        return zip(colour, ColourScale(sign).colour(of: value)).map { $0 + ($1 - $0) * opacity }
    }
}
