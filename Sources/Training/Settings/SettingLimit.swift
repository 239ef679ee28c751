/// What a setting's value must satisfy, and the words for it.
struct SettingLimit<Value: Sendable>: Sendable {
    /// What the value must be, as in `at least 1`.
    let words: String
    let holds: @Sendable (Value) -> Bool
}

extension SettingLimit where Value: Comparable & Sendable {
    static func atLeast(_ bound: Value) -> SettingLimit {
        SettingLimit(words: "at least \(bound)") { $0 >= bound }
    }

    static func above(_ bound: Value) -> SettingLimit where Value == Double {
        SettingLimit(words: "a number above \(bound)") { $0 > bound && $0.isFinite }
    }

    static func within(_ low: Value, below high: Value) -> SettingLimit {
        SettingLimit(words: "at least \(low) and below \(high)") { $0 >= low && $0 < high }
    }

    static func within(_ low: Value, through high: Value) -> SettingLimit {
        SettingLimit(words: "between \(low) and \(high)") { $0 >= low && $0 <= high }
    }
}
