import Imaging
import Tensors

extension Scan {
    /// The voxels of some slices as frames `[T, H, W, C]` along the given axes.
    ///
    /// - Parameter slices: indices along the oriented frame axis.
    func frames(along axes: ScanAxes, at slices: [Int], channels: ChannelChoice) -> Tensor {
        let strides = [
            self.channels, columns * self.channels, rows * columns * self.channels,
            self.slices * rows * columns * self.channels,
        ]
        func walk(_ axis: ScanAxis) -> (start: Int, stride: Int) {
            let stride = strides[axis.axis]
            return axis.isFlipped ? ((axis.extent - 1) * stride, -stride) : (0, stride)
        }
        let (frameStart, frameStride) = walk(axes.frames)
        let (rowStart, rowStride) = walk(axes.rows)
        let (columnStart, columnStride) = walk(axes.columns)
        let start = frameStart + rowStart + columnStart + axes.fixedIndex * strides[axes.fixed.axis]
        let (height, width) = (axes.rows.extent, axes.columns.extent)

        return voxels.withUnsafeElements { source in
            Tensor(shape: [slices.count, height, width, channels.count]) { result in
                var pixel = 0
                for slice in slices {
                    for row in 0..<height {
                        let line = start + slice * frameStride + row * rowStride
                        for column in 0..<width {
                            let voxel = line + column * columnStride
                            switch channels {
                            case .grey:
                                result[pixel] = source[voxel]
                            case .luma:
                                result[pixel] =
                                    0.299 * source[voxel] + 0.587 * source[voxel + 1] + 0.114 * source[voxel + 2]
                            case .colour:
                                result[3 * pixel] = source[voxel]
                                result[3 * pixel + 1] = source[voxel + 1]
                                result[3 * pixel + 2] = source[voxel + 2]
                            }
                            pixel += 1
                        }
                    }
                }
            }
        }
    }
}
