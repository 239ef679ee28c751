/// The samples of each patient, patients in the order in which they first occur.
struct PatientGroups {
    /// One list of sample numbers a patient.
    let groups: [[Int]]

    init(_ patients: [String]) {
        var numbers: [String: Int] = [:]
        var groups: [[Int]] = []
        for (sample, patient) in patients.enumerated() {
            if let number = numbers[patient] {
                groups[number].append(sample)
            } else {
                numbers[patient] = groups.count
                groups.append([sample])
            }
        }
        self.groups = groups
    }

    /// The samples of as many patients as there are, drawn with replacement.
    func drawn<Generator: RandomNumberGenerator>(using generator: inout Generator) -> [Int] {
        var drawn: [Int] = []
        for _ in groups.indices { drawn += groups[Int.random(in: groups.indices, using: &generator)] }
        return drawn
    }

    /// The samples without those of one of `blockCount` blocks of neighbouring patients.
    func without(block: Int, of blockCount: Int) -> [Int] {
        let left = groups.count * block / blockCount..<groups.count * (block + 1) / blockCount
        return (groups[..<left.lowerBound] + groups[left.upperBound...]).flatMap(\.self)
    }
}
