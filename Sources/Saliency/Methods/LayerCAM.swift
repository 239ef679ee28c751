extension TapReading {
    /// LayerCAM (Jiang et al. 2021): ReLU(Σ_c ReLU(∂y/∂A_c)·A_c), each cell with its own weight.
    public func layerCAM() -> SaliencyMap {
        map(.layerCAM) { step, target in
            for channel in 0..<channels {
                let place = place(step: step, channel: channel)
                for cell in 0..<cells { target[cell] += max(gradient[place + cell], 0) * activation[place + cell] }
            }
            for cell in 0..<cells { target[cell] = max(target[cell], 0) }
        }
    }
}
