import Testing

@testable import Tensors

@Suite struct TensorTests {
    @Test func aCopyIsNotChangedThroughTheOriginal() {
        var original = Tensor(shape: [2, 2], elements: [1, 2, 3, 4])
        let copy = original
        original[0] = 9
        #expect(copy.elements == [1, 2, 3, 4])
        #expect(original.elements == [9, 2, 3, 4])
    }

    @Test func storageIsAlignedTo64Bytes() {
        for count in [1, 3, 1000] {
            Tensor(shape: [count]).withUnsafeElements { elements in
                #expect(UInt(bitPattern: elements.baseAddress) % 64 == 0)
            }
        }
    }

    @Test func shapesDescribeThemselves() {
        #expect(Shape([4, 16, 128]).description == "4×16×128")
        #expect(Shape([4, 16, 128]).count == 8192)
    }
}
