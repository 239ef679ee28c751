/// The version of Cine, which stands in every model and run.
public enum CineVersion {
    public static let current = "0.1.0"
}
