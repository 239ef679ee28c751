import Foundation
import SystemPackage
import Testing

@testable import Imaging

@Suite struct JSONObjectTests {
    @Test func namesKeepTheirBytes() {
        var object = JSONObject()
        object.set("file", FilePath(bytes: Array("bad".utf8) + [0xFF, 0xFE] + Array("é\n\"\\.png".utf8)))
        #expect(object.text == #"{"file":"bad\udcff\udcfeé\u000a\"\\.png"}"#)
    }

    @Test func numbersThatAreNotFiniteAreNull() throws {
        var object = JSONObject()
        object.set("values", [1, -0.5, .nan, .infinity, 1e300])
        object.set("dims", [7, 6])
        #expect(object.text == #"{"values":[1,-0.5,null,null,1e+300],"dims":[7,6]}"#)
        #expect(try JSONSerialization.jsonObject(with: Data(object.text.utf8)) is [String: Any])
    }
}
