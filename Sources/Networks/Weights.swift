import Tensors

/// A network's named tensors, in the order of its layers.
///
/// Names are `<path>.<name>` as in `timeDistributed.convolution[0].weight`. Layouts are PyTorch's: convolution `O·I·H·W`, dense
/// `out·in`, LSTM `weight_ih` `4H·I`, `weight_hh` `4H·H` and one `bias` `4H`, gates in the order input, forget, cell, output.
public struct Weights: Sendable, Equatable {
    /// The names, in order.
    public private(set) var names: [String] = []
    private var tensors: [String: Tensor] = [:]

    public init() {}

    /// The tensor called `name`; setting one with a new name adds it at the end, setting `nil` removes it.
    public subscript(name: String) -> Tensor? {
        get { tensors[name] }
        set {
            if let newValue {
                if tensors.updateValue(newValue, forKey: name) == nil { names.append(name) }
            } else if tensors.removeValue(forKey: name) != nil {
                names.removeAll { $0 == name }
            }
        }
    }

    /// The number of tensors.
    public var count: Int { names.count }

    /// Names and tensors, in order.
    public var entries: [(name: String, tensor: Tensor)] {
        names.compactMap { name in tensors[name].map { (name, $0) } }
    }

    /// Whether no number is infinite or not a number.
    public var isFinite: Bool {
        tensors.values.allSatisfy { $0.withUnsafeElements { $0.allSatisfy(\.isFinite) } }
    }
}
