/// Which samples belong together: the connected components of the values that they share.
public enum PatientNames {
    /// The name of each sample's group.
    ///
    /// Two samples with the same value in any of the columns are in one group, which bears its first sample's first
    /// value. A sample without any value is a group of its own and bears its id.
    ///
    /// - Parameters:
    ///   - values: for each sample its value in each column; an empty one joins nothing.
    ///   - ids: the samples' ids.
    public static func names(values: [[String]], ids: [String]) -> [String] {
        var sets = DisjointSets(count: values.count)
        for column in values.first?.indices ?? 0..<0 {
            var owners: [String: Int] = [:]
            for (index, row) in values.enumerated() where !row[column].isEmpty {
                guard let owner = owners[row[column]] else {
                    owners[row[column]] = index
                    continue
                }
                sets.join(owner, index)
            }
        }
        var names: [Int: String] = [:]
        var taken: Set<String> = []
        for index in values.indices where sets.root(of: index) == index {
            let shared = values[index].first { !$0.isEmpty }
            var name = shared ?? ids[index]
            while !taken.insert(name).inserted { name += "+" }
            names[index] = name
        }
        return values.indices.map { names[sets.root(of: $0)] ?? ids[$0] }
    }
}
