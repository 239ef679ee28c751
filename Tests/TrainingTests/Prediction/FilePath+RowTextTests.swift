import Imaging
import SystemPackage
import Testing

@testable import Training

@Suite struct FilePathRowTextTests {
    @Test func keepsTextAndEscapesWhatIsNone() {
        #expect(FilePath("scans/größe 2.png").rowText == "scans/größe 2.png")
        #expect(FilePath(bytes: [0x61, 0xFF, 0x62, 0xC3]).rowText == #"a\udcffb\udcc3"#)
        #expect(FilePath(bytes: [0xE2, 0x82, 0x2E]).rowText == #"\udce2\udc82."#)
    }
}
