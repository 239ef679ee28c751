import Phantoms
import Testing

@Suite struct PhantomKindTests {
    @Test(arguments: [
        ("trivial", ["a", "b"]), ("random", ["a", "b"]), ("lesion-mri", ["absent", "present"]),
        ("lesion-xray", ["clear", "nodule", "opacity"]), ("lesion-clip", ["still", "moving"]),
    ])
    func aNameOfTheContractIsAKindWithItsClasses(name: String, classes: [String]) {
        #expect(PhantomKind(rawValue: name)?.classes == classes)
    }
}
