/// The order of classes that nobody listed.
enum ClassOrder {
    /// The classes by number: that of the labels if they are integers, else that of a column of integers that has
    /// one number for each class; nil where there is neither.
    static func numeric(_ samples: [ReadSample]) -> (names: [String], reason: String)? {
        let labels = Set(samples.map(\.label))
        let numbers = labels.compactMap { label in Int(label).map { (label, $0) } }
        if numbers.count == labels.count, let names = sorted(numbers) {
            return (names, "in the order of their numbers")
        }
        for column in ColumnNames.order {
            var numbers: [String: Int] = [:]
            let isConsistent = samples.allSatisfy { sample in
                guard let number = sample.attributes[column].flatMap({ Int($0) }) else { return false }
                return numbers.updateValue(number, forKey: sample.label).map { $0 == number } ?? true
            }
            if isConsistent, let names = sorted(numbers.map { ($0.key, $0.value) }) {
                return (names, "in the order of column “\(column)”")
            }
        }
        return nil
    }

    /// The names by number; nil where two have the same.
    private static func sorted(_ numbers: [(name: String, number: Int)]) -> [String]? {
        guard Set(numbers.map(\.number)).count == numbers.count else { return nil }
        return numbers.sorted { $0.number < $1.number }.map(\.name)
    }
}
