import Imaging

/// A plane through a volume as it is shown: which axes of the scan as stored run across and down, and how its sides are
/// marked, in the radiological convention.
struct ViewerPlane: Encodable, Equatable {
    /// An axis of the scan as stored, and whether it runs against the screen's right or downward direction.
    struct Direction: Encodable, Equatable {
        var axis: Int
        var flipped: Bool
    }

    /// The axis that the plane is perpendicular to.
    var axis: Int
    var name: String
    var across, down: Direction
    /// The patient's side at the left, right, top and bottom; nil where the file does not say.
    var marks: [String]?
    /// Whether the patient's left and right lie across, so that the neurological convention turns the picture.
    var leftRight: Bool

    /// The planes of a volume, that across the given axis first; one for images and clips.
    ///
    /// Radiological convention: the patient's right at the left of the screen, in sagittal planes anterior at the left;
    /// superior, in axial planes anterior, at the top.
    static func planes(of pictures: ScanPictures, first: Int) -> [ViewerPlane] {
        guard pictures.kind == .volume else {
            let name = pictures.kind == .clip ? "frame" : "image"
            return [ViewerPlane(axis: 2, name: name, across: 0, down: 1)]
        }
        let order = [first] + [2, 1, 0].filter { $0 != first }
        guard let affine = pictures.affine, affine.hasDirections else {
            return order.map { axis in
                let others = [0, 1, 2].filter { $0 != axis }
                return ViewerPlane(
                    axis: axis, name: "axis \(["i", "j", "k"][axis])", across: others[0], down: others[1])
            }
        }
        let world = affine.worldAxes
        return order.map { axis in
            let (acrossWorld, downWorld) = [(1, 2), (0, 2), (0, 1)][world[axis].axis]
            let stored = { (wanted: Int) -> Direction in
                let axis = world.firstIndex { $0.axis == wanted } ?? 0
                return Direction(axis: axis, flipped: world[axis].isPositive)
            }
            return ViewerPlane(
                axis: axis, name: ["sagittal", "coronal", "axial"][world[axis].axis], across: stored(acrossWorld),
                down: stored(downWorld),
                marks: ["RL", "AP", "SI"].enumerated().flatMap { place, letters in
                    [acrossWorld, downWorld].contains(place) ? letters.map(String.init) : []
                }, leftRight: acrossWorld == 0)
        }
    }

    private init(axis: Int, name: String, across: Int, down: Int) {
        self.init(
            axis: axis, name: name, across: Direction(axis: across, flipped: false),
            down: Direction(axis: down, flipped: false), marks: nil, leftRight: false)
    }

    init(axis: Int, name: String, across: Direction, down: Direction, marks: [String]?, leftRight: Bool) {
        (self.axis, self.name, self.across, self.down) = (axis, name, across, down)
        (self.marks, self.leftRight) = (marks, leftRight)
    }
}
