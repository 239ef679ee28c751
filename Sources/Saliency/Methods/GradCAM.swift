extension TapReading {
    /// Grad-CAM (Selvaraju et al. 2017), step by step through time: ReLU(Σ_c α_c·A_c) with α_c the mean of ∂y/∂A_c over
    /// the cells of the step.
    public func gradCAM() -> SaliencyMap {
        map(.gradCAM) { step, target in
            for channel in 0..<channels {
                let place = place(step: step, channel: channel)
                let weight = gradient[place..<place + cells].reduce(0, +) / Float(cells)
                for cell in 0..<cells { target[cell] += weight * activation[place + cell] }
            }
            for cell in 0..<cells { target[cell] = max(target[cell], 0) }
        }
    }
}
