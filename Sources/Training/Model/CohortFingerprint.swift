/// What a model file says of the cohort that trained it: enough to recognise the cohort, nothing that names a patient.
public struct CohortFingerprint: Codable, Hashable, Sendable {
    /// SHA-256 over the training samples' content, as the run folder's `cohort.csv` records it, in hexadecimal digits.
    public var sha256: String
    /// The number of training scans, tuning part included.
    public var scans: Int
    /// The number of patients among them.
    public var patients: Int
    /// The number of scans of each class, in class order.
    public var classCounts: [Int]

    public init(sha256: String, scans: Int, patients: Int, classCounts: [Int]) {
        self.sha256 = sha256
        self.scans = scans
        self.patients = patients
        self.classCounts = classCounts
    }
}
