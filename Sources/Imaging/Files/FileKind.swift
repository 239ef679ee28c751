/// What stands under a name that is not a regular file.
public enum FileKind: String, Hashable, Sendable {
    case folder, pipe = "named pipe", socket, device, other = "special file"
}
