/// The names that people give to parts.
enum PartNames {
    static func part(named name: String) -> Part? {
        switch name.lowercased() {
        case "train", "training", "trn": .train
        case "tuning", "tune": .tuning
        case "val", "valid", "validation", "dev": .validation
        case "test", "testing", "holdout": .test
        default: nil
        }
    }
}
