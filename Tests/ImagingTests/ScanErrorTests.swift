import Testing

@testable import Imaging

@Suite struct ScanErrorTests {
    /// Every sentence names the file and what to do.
    @Test func sentences() {
        let table: [(ScanError.Reason, String)] = [
            (
                .system(operation: "open", .noSuchFileOrDirectory),
                "cannot open it: No such file or directory; check the name, or the link's target if it is a link"
            ),
            (
                .notAFile(.pipe),
                "it is a named pipe, not a file; name an image, a NIfTI file or a folder that holds them"
            ),
            (.emptyFile, "the file is empty; copy or export it again"),
            (
                .unknownFormat(start: [1, 0xAB], looksLike: nil),
                "not a PNG, JPEG or NIfTI file (its first bytes are 01 ab); is it the right file?"
            ),
            (
                .unknownFormat(start: [], looksLike: "a DICOM file"),
                "this is a DICOM file, not a PNG, JPEG or NIfTI file; convert it, or copy the right one"
            ),
            (
                .truncated(format: .nifti1, expected: 9, found: 3),
                "the NIfTI-1 data is cut short: 9 bytes are promised, 3 are there; copy the file again"
            ),
            (.frame(name: "f.png", .emptyFile), "frame f.png: the file is empty; copy or export it again"),
        ]
        for (reason, sentence) in table {
            #expect(ScanError(path: "dir/a.nii", reason: reason).description == "dir/a.nii: \(sentence)")
        }
        #expect(ScanError(path: "a\nb", reason: .emptyFile).description.hasPrefix("a\\x0ab: "))
    }
}
