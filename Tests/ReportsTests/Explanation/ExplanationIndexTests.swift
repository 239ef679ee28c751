import Testing

@testable import Reports

@Suite struct ExplanationIndexTests {
    @Test func everyScanHasARow() throws {
        let entries = [
            try ExplanationIndex.Entry(explanationExample(sample: "one"), link: "one/report.html"),
            try ExplanationIndex.Entry(
                explanationExample(sample: "<two>", states: [.noPositiveEvidence]), link: "a b/ü\"#?.html"),
            ExplanationIndex.Entry(sample: "three", failure: "the file ends early"),
        ]
        let page = ExplanationIndex(entries: entries).html
        #expect(page.contains("3 scans; 3 with a warning, an abstention or a failure"))
        #expect(page.contains("href=\"./one/report.html\""))
        #expect(page.contains("href=\"./a%20b/%C3%BC%22%23%3F.html\"") && page.contains("&lt;two&gt;"))
        #expect(page.contains("data-state=\"silent warned\"") && page.contains("data-state=\"failed\""))
        #expect(page.contains("the file ends early") && page.contains("not explained"))
        #expect(page.components(separatedBy: "data:image/jpeg").count == 3)
        for text in ["http://", "https://", "url(", " style=\""] { #expect(!page.contains(text), "\(text)") }
    }

    @Test func aLinkLeadsNowhereElse() {
        #expect(ExplanationIndex.Entry.percentEncoded("javascript:alert(1)") == "./javascript%3Aalert%281%29")
        #expect(ExplanationIndex.Entry.percentEncoded("//host/x") == ".///host/x")
    }

    @Test func theThumbnailShowsTheMapsPeak() {
        let picture = Thumbnail(explanationExample()).picture
        #expect(picture.width == 72 && picture.height == 60)
        // LAS is shown with the patient's right at the left and anterior at the top: i as stored, j turned.
        let pixel = { (x: Int, y: Int) in Array(picture.pixels[(y * 72 + x) * 3..<(y * 72 + x) * 3 + 3]) }
        let peak = pixel(18 * 3, 59 - 14 * 3)
        #expect(peak[0] > peak[2] && peak[1] > peak[2])
        let plain = pixel(3, 3)
        #expect(plain[0] == plain[1] && plain[1] == plain[2])
    }
}
