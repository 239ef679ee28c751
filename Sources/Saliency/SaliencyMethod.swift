import Names

/// The ways to ask a network where its evidence lies.
public enum SaliencyMethod: String, CaseIterable, Codable, Hashable, Sendable {
    case gradCAM, gradCAMPlusPlus, layerCAM, hiResCAM
    case gradientTimesInput, integratedGradients, smoothGrad
    case occlusion, frameOcclusion, randomMasks
    case attentionRollout

    /// The name for readers.
    public var title: String {
        switch self {
        case .gradCAM: "Grad-CAM"
        case .gradCAMPlusPlus: "Grad-CAM++"
        case .layerCAM: "LayerCAM"
        case .hiResCAM: "HiResCAM"
        case .gradientTimesInput: "Gradient × input"
        case .integratedGradients: "Integrated gradients"
        case .smoothGrad: "SmoothGrad"
        case .occlusion: "Occlusion"
        case .frameOcclusion: "Frame occlusion"
        case .randomMasks: "Random masks (RISE)"
        case .attentionRollout: "Attention rollout"
        }
    }

    /// The formula on one line.
    public var formula: String {
        switch self {
        case .gradCAM: "ReLU(Σc αc·Ac), αc = mean over the map of ∂y/∂Ac"
        case .gradCAMPlusPlus: "ReLU(Σc wc·Ac), wc = Σ g²/(2g² + ΣA·g³)·ReLU(g), g = ∂y/∂Ac"
        case .layerCAM: "ReLU(Σc ReLU(∂y/∂Ac)·Ac)"
        case .hiResCAM: "ReLU(Σc ∂y/∂Ac·Ac)"
        case .gradientTimesInput: "Σc x·∂y/∂x"
        case .integratedGradients: "Σc (x − x₀)·∫∂y/∂x along x₀ → x, x₀ the scan's minimum"
        case .smoothGrad: "|mean of ∂y/∂x over noisy copies|"
        case .occlusion: "y(x) − y(x with a box replaced by its frame's mean)"
        case .frameOcclusion: "y(x) − y(x with a frame replaced by its mean)"
        case .randomMasks: "Σ (p(m·x) − mean p)·m / (N·½) over random masks m"
        case .attentionRollout: "Π (½·A + ½·I) over the attention layers, heads averaged; the same for every class"
        }
    }

    /// Whether values below 0 speak against the class; other maps are magnitudes.
    public var isSigned: Bool {
        switch self {
        case .gradientTimesInput, .integratedGradients, .occlusion, .frameOcclusion, .randomMasks: true
        case .gradCAM, .gradCAMPlusPlus, .layerCAM, .hiResCAM, .smoothGrad, .attentionRollout: false
        }
    }

    /// Whether the map is read from a convolution's output.
    public var readsLayer: Bool {
        switch self {
        case .gradCAM, .gradCAMPlusPlus, .layerCAM, .hiResCAM: true
        default: false
        }
    }

    /// Whether every network has what the method reads.
    public var readsAnyNetwork: Bool { !readsLayer && self != .attentionRollout }

    /// The method that a person means: case, hyphens and underscores do not count, `+` is written out, `rise` is known.
    public init(named name: String) throws(SaliencyError) {
        let key = Self.key(name)
        guard let method = Self.allCases.first(where: { Self.key($0.rawValue) == key || $0.otherKeys.contains(key) })
        else {
            let known = Self.allCases.map(\.rawValue)
            throw .unknownMethod(name, nearest: NearestName.to(name, among: known), known: known)
        }
        self = method
    }

    private static func key(_ name: String) -> String {
        String(name.lowercased().replacing("+", with: "plus").filter { $0.isLetter || $0.isNumber })
    }

    private var otherKeys: [String] {
        switch self {
        case .randomMasks: ["rise"]
        case .gradCAMPlusPlus: ["gradcampp"]
        case .gradientTimesInput: ["gradientxinput", "gradientinput"]
        case .attentionRollout: ["rollout"]
        default: []
        }
    }
}
