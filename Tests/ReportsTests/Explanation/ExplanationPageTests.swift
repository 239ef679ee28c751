import Foundation
import Imaging
import RunFolders
import Tensors
import Testing

@testable import Reports

@Suite struct ExplanationPageTests {
    @Test func thePageSaysWhatTheValueSays() throws {
        let page = try ExplanationPage(explanationExample()).html
        for text in [
            "Research use only, not for diagnosis", "Explanation of scan",
            "Volume of 24 × 20 × 16 voxels at 2 × 2 × 2 mm, stored LAS", "87.5 %",
            "75.0 % to 93.8 % (range of 5 models)",
            "from a probability of 25.0 %", "sensitivity of at least 0.95", "the tuning part, 40 scans",
            "Outside the trained range", "its logit is +1.5; the training cohort’s mean frame gives −0.5",
            "slice 9 (+1.25)", "Not complete", "S = ∂y/∂x", "Layer model[0]", "Falls early.",
            "Not measured: run cine trust", "Prototype 7", "4 training scans", "Save as JSON", "Provenance",
            "neurological",
        ] {
            #expect(page.localizedCaseInsensitiveContains(text), "\(text)")
        }
    }

    @Test func thePatientsDataHaveBars() throws {
        var example = explanationExample()
        #expect(try !ExplanationPage(example).html.contains("What the patient’s data added"))
        example.clinical = ClinicalShares(
            columns: [
                .init(name: "<age>", value: 63, contribution: 0.5), .init(name: "nihss", value: nil, contribution: -1),
                .init(name: "empty", value: .nan, contribution: .nan),
            ], scan: 2.5, baseline: "the mean frame feature and the columns' means", baselineLogit: -0.5, orders: nil)
        let page = try ExplanationPage(example).html
        for text in [
            "&lt;age&gt;", "63", "missing", "+0.5", "−1", "+2.5", "exact, over all orders",
            "from a logit of −0.5 for the mean",
            "to +1.5 for this patient",
        ] {
            #expect(page.contains(text), "\(text)")
        }
        #expect(!page.contains("NaN") && !page.contains(">nan"))
        // The strongest column comes first.
        let places = ["nihss", "&lt;age&gt;"].map { page.range(of: $0)?.lowerBound ?? page.endIndex }
        #expect(places[0] < places[1])
        example.clinical?.orders = 256
        #expect(try ExplanationPage(example).html.contains("an average over 256 random orders"))
    }

    @Test func everyStateIsSaid() throws {
        let page = try ExplanationPage(
            explanationExample(states: [.failed(reason: "It copies edges."), .noPositiveEvidence, .withheld])
        ).html
        for text in ["failed: do not read", "It copies edges.", "no positive evidence", "withheld"] {
            #expect(page.contains(text), "\(text)")
        }
        var abstained = explanationExample()
        abstained.answer.status = .abstained(reason: "The probability lies within the margin.")
        abstained.frames?.items = [.init(index: 0, value: -1), .init(index: 1, value: .nan)]
        let other = try ExplanationPage(abstained).html
        #expect(other.contains("The model abstained") && other.contains("The probability lies within the margin."))
        #expect(other.contains("No slice speaks for “present”") && !other.contains("NaN"))
    }

    @Test func figuresOfTheTrustCardStandInThousandths() throws {
        let rows = [-0.03, 0.32, nil].map { value in
            TrustRow(check: "check", value: value, reference: nil, verdict: .notJudged, sentence: "Sentence.")
        }
        let page = try ExplanationPage(explanationExample(trust: .measured(rows))).html
        for text in [">−0.030<", ">0.320<", ">–<"] { #expect(page.contains(text), "\(text)") }
    }

    @Test func anEnlargedShapeHasNoRings() throws {
        let pixels = (0..<28 * 28).map { UInt8(10..<18 ~= $0 / 28 && 8..<21 ~= $0 % 28 ? 255 : 0) }
        let url = try PixelImage(width: 28, height: 28, pixels: pixels).enlargedURL(quality: 80)
        let bytes = try #require(Data(base64Encoded: String(url.dropFirst(PixelImage.urlStart.count))))
        let decoded = try ScanReader.read(bytes: Array(bytes), name: "picture.jpg").voxels.elements
        for (found, drawn) in zip(decoded, pixels) { #expect(abs(found - Float(drawn)) <= 2) }
    }

    @Test func aWithheldMapNeverReachesThePage() throws {
        let page = ViewerData(explanationExample(states: [.withheld, .noPositiveEvidence])).json
        #expect(!page.contains("\"values\"") && !page.contains("\"cell\""))
        #expect(ViewerData(explanationExample()).json.contains("\"values\""))
    }

    @Test func namesFromFilesStayText() throws {
        let hostile = "</script><script>alert(1)</script>\"'><img src=x onerror=y>\u{202E}\0"
        let page = try ExplanationPage(
            explanationExample(
                sample: hostile, className: hostile, states: [.failed(reason: hostile)],
                trust: .measured([
                    .init(check: hostile, value: .nan, reference: hostile, verdict: .failed, sentence: hostile)
                ]), note: hostile)
        ).html
        #expect(
            page.components(separatedBy: "<script").count == 3 && page.components(separatedBy: "</script").count == 3)
        #expect(!page.contains("<img src=x") && !page.contains("onerror=y>\"") && !page.contains("\u{202E}"))
        #expect(!page.contains("\0"))
        #expect(page.contains("\\u003c/script\\u003e"))
    }

    @Test func nothingIsAskedOfTheNetwork() throws {
        let page = try ExplanationPage(explanationExample()).html
        for text in ["http://", "https://", "url(", "@import", "<link", "<iframe", "fetch(", "XMLHttp", " style=\""] {
            #expect(!page.contains(text), "\(text)")
        }
        #expect(
            page.components(separatedBy: "src=\"").dropFirst().allSatisfy { $0.hasPrefix("data:image/jpeg;base64,") })
        #expect(page.components(separatedBy: "href=\"").dropFirst().allSatisfy { $0.hasPrefix("#") })
    }

    @Test func thePolicyNamesThePagesOwnStyleAndScript() throws {
        let page = try ExplanationPage(explanationExample()).html
        let policy = page.components(separatedBy: "Content-Security-Policy\" content=\"")[1].components(
            separatedBy: "\"")[0]
            .replacing("&#39;", with: "'")
        let style = page.components(separatedBy: "<style>")[1].components(separatedBy: "</style>")[0]
        let script = page.components(separatedBy: "<script>")[1].components(separatedBy: "</script>")[0]
        let hash = { (text: String) in
            "'sha256-\(Data(SHA256.digest(of: text.utf8).bytes).base64EncodedString())'"
        }
        #expect(
            policy
                == "default-src 'none'; style-src \(hash(style)); img-src data:; script-src \(hash(script)); base-uri 'none'; form-action 'none'"
        )
        #expect(script.utf8.count < 24_000 && !script.contains("innerHTML") && !script.contains("eval"))
    }

    @Test func aHeadOfOneMillimetreFitsInOneAndAHalfMegabytes() throws {
        var generator = RandomGenerator(seed: 7)
        let voxels = Tensor(shape: [1, 180, 256, 256, 1]) { elements in
            for index in 0..<elements.count {
                let (i, j, k) = (index % 256 - 128, index / 256 % 256 - 128, index / 65536 - 90)
                let radius = (Float(i * i) / 6400 + Float(j * j) / 9025 + Float(k * k) / 6400).squareRoot()
                let tissue: Float = radius < 1 ? 500 + Float((i / 5 + j / 6 + k / 7) % 3) * 90 : radius < 1.1 ? 900 : 20
                elements[index] = tissue + Float(generator.next() & 63)
            }
        }
        let scan = Scan(
            voxels: voxels, affine: .identity, hasAffine: true, spacing: [1, 1, 1], format: .nifti1, bitDepth: 16)
        let pictures = ScanPictures(of: scan, leading: Array(80..<95))
        #expect(pictures.stack.columns == 128 && pictures.stack.rows == 128 && pictures.stack.slices == 90)
        #expect(pictures.leading.count == 10)
        let page = try ExplanationPage(explanationExample(pictures: pictures)).html
        #expect(page.utf8.count < 1_500_000, "\(page.utf8.count) bytes")
    }

    @Test func equalValuesGiveEqualBytes() throws {
        #expect(try ExplanationPage(explanationExample()).html == ExplanationPage(explanationExample()).html)
    }

    @Test func theValueSurvivesJSON() throws {
        let example = explanationExample(states: [.usable, .failed(reason: "x"), .withheld])
        let copy = try JSONDecoder().decode(ScanExplanation.self, from: JSONEncoder().encode(example))
        #expect(copy == example)
    }
}
