/// Branches that read the same input: an inception block (Szegedy et al. 2014), or a dense block's step (Huang et al. 2016),
/// whose first branch is empty and passes the input on.
public struct Parallel {
    public var name: String?
    /// The layers of each branch; an empty list passes the input on.
    public var branches: [[Layer]]
    public var join: BranchJoin

    public init(name: String? = nil, branches: [[Layer]], join: BranchJoin = .concat) {
        self.name = name
        self.branches = branches
        self.join = join
    }
}

extension Parallel: BranchingLayer {
    static let kind = "parallel"
    static var example: String { "{branches: [[…], […]], join: concat}" }
    static let advice = "the branches must make the same shape, but for the channels of a `concat`"

    func branches(at path: LayerPath) -> [(layers: [Layer], path: LayerPath)] {
        branches.enumerated().map { ($1, path.appending("branches[\($0)]")) }
    }
}

extension Parallel: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try container.decodeIfPresent(String.self, forKey: .name),
            branches: try container.decode([[Layer]].self, forKey: .branches),
            join: try container.decodeIfPresent(BranchJoin.self, forKey: .join) ?? .concat)
    }
}

extension Layer {
    public static func parallel(_ layer: Parallel) -> Layer { Layer(layer) }
}
