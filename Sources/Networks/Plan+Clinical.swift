extension Plan {
    /// Sets the clinical numbers of place `index` of the batch; without it they are 0.
    public func setClinical(_ numbers: [Float], at index: Int) throws(PlanError) {
        guard index >= 0, index < batch else { throw .inputIndex(index, batch: batch) }
        guard numbers.count == input.clinical else {
            throw .clinicalCount(given: numbers.count, wanted: input.clinical)
        }
        guard let memory = builder.clinical else { return }
        for (place, number) in numbers.enumerated() { memory.elements[index * input.clinical + place] = number }
    }
}
