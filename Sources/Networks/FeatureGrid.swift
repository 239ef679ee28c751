/// What convolution and pooling read: channels over the pixels of a map or the voxels of a volume.
struct FeatureGrid: Hashable {
    var channels: Int
    /// Rows and columns, or depth, rows and columns.
    var extents: [Int]

    /// The map or the volume.
    var shape: FeatureShape {
        extents.count == 3
            ? .volume(channels: channels, depth: extents[0], height: extents[1], width: extents[2])
            : .map(channels: channels, height: extents[0], width: extents[1])
    }
}

extension FeatureShape {
    /// The map or the volume that the layer at `path` reads.
    func grid(readBy path: LayerPath) throws(ArchitectureError) -> FeatureGrid {
        switch singleFrameAsMap {
        case .map(let channels, let height, let width):
            return FeatureGrid(channels: channels, extents: [height, width])
        case .volume(let channels, let depth, let height, let width):
            return FeatureGrid(channels: channels, extents: [depth, height, width])
        case .frames:
            throw .unexpectedInput(
                path: path.description, given: self, wanted: "one feature map or volume",
                advice:
                    "put it into a `timeDistributed` layer, which reads every frame, or put `readAsVolume` before it")
        case .sequence, .vector:
            throw .unexpectedInput(
                path: path.description, given: self, wanted: "one feature map or volume",
                advice: "move it before the layer that makes vectors of the maps")
        }
    }
}
