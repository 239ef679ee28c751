extension TapReading {
    /// Grad-CAM++ (Chattopadhay et al. 2018, equations 10, 11 and 19): ReLU(Σ_c w_c·A_c), w_c = Σ_x α_c(x)·ReLU(g_c(x)),
    /// α_c(x) = g² / (2·g² + Σ A_c·g³) with g = ∂y/∂A_c and the sum over the cells of the step.
    public func gradCAMPlusPlus() -> SaliencyMap {
        map(.gradCAMPlusPlus) { step, target in
            for channel in 0..<channels {
                let place = place(step: step, channel: channel)
                let sum = activation[place..<place + cells].reduce(0) { $0 + Double($1) }
                var weight = 0.0
                for cell in place..<place + cells {
                    let gradient = Double(gradient[cell])
                    let denominator = 2 * gradient * gradient + sum * gradient * gradient * gradient
                    if denominator != 0, gradient > 0 { weight += gradient * gradient / denominator * gradient }
                }
                for cell in 0..<cells { target[cell] += Float(weight) * activation[place + cell] }
            }
            for cell in 0..<cells { target[cell] = max(target[cell], 0) }
        }
    }
}
