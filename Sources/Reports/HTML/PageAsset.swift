import Foundation
import RunFolders

/// A style sheet or a script that belongs to the program and stands inside a page.
///
/// Only this file makes them, from files that the program was built with; the page's policy names them by their hashes, so
/// that a browser runs nothing else.
struct PageAsset: Sendable {
    let text: String

    /// The look of every page, on the screen and on paper.
    static let style = PageAsset(PackageResources.page_css)
    /// What the pages of explanations add to it.
    static let explanationStyle = PageAsset(PackageResources.page_css + PackageResources.explanation_css)
    /// The viewer of an explanation.
    static let viewer = PageAsset(PackageResources.viewer_js)
    /// Sorting and filtering of the list of explanations.
    static let index = PageAsset(PackageResources.index_js)

    private init(_ bytes: [UInt8]) { text = String(decoding: bytes, as: UTF8.self) }

    /// The source expression of a Content-Security-Policy that allows these bytes and no others.
    var permission: String {
        "'sha256-\(Data(SHA256.digest(of: text.utf8).bytes).base64EncodedString())'"
    }
}
