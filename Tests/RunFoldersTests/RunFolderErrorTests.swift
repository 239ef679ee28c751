import SystemPackage
import Testing

@testable import RunFolders

@Suite struct RunFolderErrorTests {
    @Test(arguments: [
        (RunFolderError.failed(.read, "/a", .noSuchFileOrDirectory), true), (.notARegularFile("/a", .fifo), true),
        (.failed(.write, "/a", .noSpace), false), (.cannotReplace("/a", .directory), false),
        (.inUse("/a", process: 7), false), (.failed(.create, "/a", .readOnlyFileSystem), false),
    ])
    func readingIsToldFromWriting(error: RunFolderError, concernsReading: Bool) {
        #expect(error.concernsReading == concernsReading)
    }

    @Test(arguments: [
        (
            RunFolderError.failed(.read, "/a", .noSuchFileOrDirectory),
            "/a: cannot read: No such file or directory; correct the path"
        ),
        (
            RunFolderError.failed(.write, "/run/model", .noSpace),
            "/run/model: cannot write: No space left on device; free some space, or name an output elsewhere"
        ),
        (
            .cannotReplace("/dev/full", .characterSpecial),
            "/dev/full is a device, which is not replaced by a file; name another output"
        ),
        (
            .inUse("/run", process: 7),
            "/run: process 7 is writing here; wait until it ends, or name another output"
        ),
        (
            .differentPipeline("/run", line: 3, recorded: "epochs: 40", given: "epochs: 3"),
            "/run was made by a different pipeline; line 3 of its pipeline.yaml says “epochs: 40”, now it is “epochs: 3”; "
                + "name another output folder, or go back to that pipeline"
        ),
    ])
    func sentencesNameThePathAndTheWayOut(error: RunFolderError, sentence: String) {
        #expect(error.description == sentence)
    }
}
