import Foundation
import Imaging
import Tensors

extension PixelImage {
    /// How every picture that stands in a page begins.
    static let urlStart = "data:image/jpeg;base64,"

    /// The picture as a `data:` URL of a JPEG.
    ///
    /// - Throws: `ScanError.Reason.cannotEncode`.
    func url(quality: Int) throws(ScanError.Reason) -> String {
        let tensor = Tensor(shape: [height, width, channels], elements: pixels.lazy.map(Float.init))
        return Self.urlStart + Data(try JPEGWriter.encode(tensor, quality: quality)).base64EncodedString()
    }

    /// The `data:` URL of a picture that the page enlarges: up to 32,768 pixels nothing is saved, because the rings that JPEG draws
    /// around edges would look like tissue.
    ///
    /// - Throws: `ScanError.Reason.cannotEncode`.
    func enlargedURL(quality: Int) throws(ScanError.Reason) -> String {
        try url(quality: width * height <= 32_768 ? 100 : quality)
    }
}

extension PictureStack {
    /// How many pictures stand beside each other in the sheet.
    var across: Int {
        let wanted = (Double(slices) * Double(rows) / Double(columns)).squareRoot().rounded(.up)
        return max(1, min(slices, Int(wanted), Self.sheetSide / columns))
    }

    /// Longest side of a picture that browsers decode.
    private static let sheetSide = 16_384

    /// All pictures in one, `across` in a row.
    var sheet: PixelImage {
        let across = across
        let down = (slices + across - 1) / across
        let width = across * columns
        var sheet = [UInt8](repeating: 0, count: width * down * rows * channels)
        for slice in 0..<slices {
            for row in 0..<rows {
                let from = (slice * rows + row) * columns * channels
                let to = ((slice / across * rows + row) * width + slice % across * columns) * channels
                sheet.replaceSubrange(to..<to + columns * channels, with: pixels[from..<from + columns * channels])
            }
        }
        return PixelImage(width: width, height: down * rows, channels: channels, pixels: sheet)
    }
}
