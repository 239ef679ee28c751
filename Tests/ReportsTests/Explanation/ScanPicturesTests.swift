import Imaging
import Tensors
import Testing

@testable import Reports

@Suite struct ScanPicturesTests {
    @Test func aVolumeIsAveragedToTwoMillimetres() {
        let voxels = Tensor(
            shape: [1, 2, 4, 4, 1], elements: (0..<32).map { Float($0 % 8 < 4 ? 0 : 100) + Float($0 / 16) })
        let scan = Scan(
            voxels: voxels, affine: Affine(spacing: [1, 1, 5]), hasAffine: true, spacing: [1, 1, 5], format: .nifti1,
            bitDepth: 16)
        let pictures = ScanPictures(of: scan, leading: [1, 7, -1])
        #expect(pictures.kind == .volume && pictures.size == [4, 4, 2])
        #expect([pictures.stack.columns, pictures.stack.rows, pictures.stack.slices] == [2, 2, 2])
        #expect(pictures.window == 0...101)
        // Means of 50 and 51, of 0…101 in 255 steps.
        #expect(pictures.stack.pixels == [126, 126, 126, 126, 129, 129, 129, 129])
        #expect(pictures.leading.map(\.index) == [1])
        #expect(pictures.leading[0].picture.pixels.prefix(8) == [3, 3, 3, 3, 255, 255, 255, 255])
    }

    @Test(arguments: [(0, [1, 3, 5, 7]), (1, [2, 3, 6, 7]), (2, [4, 5, 6, 7])])
    func leadingSlicesLieAcrossTheirAxis(axis: Int, values: [Int]) {
        let scan = Scan(
            voxels: Tensor(shape: [1, 2, 2, 2, 1], elements: (0..<8).map(Float.init)), format: .nifti1, bitDepth: 16)
        let picture = ScanPictures(of: scan, axis: axis, leading: [1]).leading[0].picture
        #expect(picture.pixels == values.map { UInt8((Double($0) * 255 / 7).rounded()) })
    }

    @Test func aClipKeepsItsFramesAndGreyStaysGrey() {
        let voxels = Tensor(shape: [3, 1, 1, 2, 3], elements: (0..<18).map { Float($0 / 3 * 10) })
        let pictures = ScanPictures(of: Scan(voxels: voxels, format: .png, bitDepth: 8))
        #expect(pictures.kind == .clip && pictures.size == [2, 1, 3] && pictures.stack.channels == 1)
        #expect(pictures.stack.pixels == [0, 10, 20, 30, 40, 50] && pictures.spacing == nil)
    }

    @Test func coloursAreKeptAndDamageIsNoTrap() {
        let colours = Scan(
            voxels: Tensor(shape: [1, 1, 1, 1, 4], elements: [1, 2, 3, 4]), hasAlpha: true, format: .png, bitDepth: 8)
        #expect(ScanPictures(of: colours).stack.pixels == [1, 2, 3])
        let holes = Scan(
            voxels: Tensor(shape: [1, 2, 1, 2, 1], elements: [.nan, .infinity, -.infinity, .nan]), format: .nifti1,
            bitDepth: 32)
        #expect(ScanPictures(of: holes).stack.pixels == [0, 0, 0, 0])
    }

    @Test(arguments: [
        ([256, 256, 180], ScanExplanation.Kind.volume), ([512, 512, 900], .volume), ([1024, 768, 400], .clip),
        ([4000, 3000, 1], .image), ([1, 1, 60_000], .clip),
    ])
    func noStackOutgrowsAPage(size: [Int], kind: ScanExplanation.Kind) {
        let stack = ScanPictures.stackSize(size, kind: kind, spacing: kind == .volume ? [1, 1, 1] : nil)
        #expect(zip(stack, size).allSatisfy { $0 >= 1 && $0 <= $1 })
        #expect(stack.reduce(1, *) <= 2_600_000)
        if size == [256, 256, 180] { #expect(stack == [128, 128, 90]) }
        if kind == .clip, size[2] == 400 { #expect(stack[2] == 400) }
    }

    @Test func theSheetHoldsEveryPicture() {
        let stack = PictureStack(columns: 2, rows: 1, slices: 3, pixels: [1, 2, 3, 4, 5, 6])
        #expect(stack.across == 2)
        #expect(stack.sheet.pixels == [1, 2, 3, 4, 5, 6, 0, 0])
    }
}
