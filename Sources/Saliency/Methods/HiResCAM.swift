extension TapReading {
    /// HiResCAM (Draelos and Carin 2020): ReLU(Σ_c ∂y/∂A_c·A_c), nothing averaged.
    public func hiResCAM() -> SaliencyMap {
        map(.hiResCAM) { step, target in
            for channel in 0..<channels {
                let place = place(step: step, channel: channel)
                for cell in 0..<cells { target[cell] += gradient[place + cell] * activation[place + cell] }
            }
            for cell in 0..<cells { target[cell] = max(target[cell], 0) }
        }
    }
}
