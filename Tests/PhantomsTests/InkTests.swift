import Tensors
import Testing

@testable import Phantoms

@Suite struct InkTests {
    private let plane = Ink(size: [40, 40, 1], spacing: .one, body: Array(repeating: true, count: 1600))

    @Test func aBallHoldsTheVoxelsWithinItsRadius() {
        #expect(plane.ball(around: [5, 5, 0], radius: 1).count == 5)
        #expect(plane.ball(around: [5, 5, 0], radius: 1.5).count == 9)
        let volume = Ink(size: [9, 9, 9], spacing: [1, 2, 4], body: Array(repeating: true, count: 729))
        #expect(Set(volume.ball(around: [4, 4, 4], radius: 2)).count == 5 + 2)
    }

    @Test func placesLeaveRoomForTheLesion() {
        var generator = RandomGenerator(seed: 1)
        for _ in 0..<100 {
            let place = plane.place(forRadius: 6, using: &generator)
            #expect((6...33).contains(place.x) && (6...33).contains(place.y))
        }
    }

    @Test(arguments: [0, 1, 57, 200])
    func vesselsFillExactlyTheLimit(limit: Int) {
        var (ink, generator) = (plane, RandomGenerator(seed: 2))
        ink.drawVessels(limit: limit, radius: 0.5...1, distance: 2, using: &generator)
        #expect(ink.count == limit)
        #expect(ink.isFilled.count(where: \.self) == limit)
    }

    @Test func vesselsStayInTheBodyAndAwayFromWhatIsReserved() {
        var ink = Ink(size: [40, 40, 1], spacing: .one, body: (0..<1600).map { $0 % 40 < 20 })
        var generator = RandomGenerator(seed: 3)
        ink.reserve(ink.ball(around: [10, 10, 0], radius: 5))
        ink.drawVessels(limit: 150, radius: 0.5...0.5, distance: 2, using: &generator)
        for offset in ink.isFilled.indices where ink.isFilled[offset] {
            let (i, j) = (offset % 40, offset / 40)
            #expect(i < 20)
            #expect((i - 10) * (i - 10) + (j - 10) * (j - 10) > 25)
        }
    }

    @Test func chequersFillHalf() {
        var ink = plane
        let disc = ink.ball(around: [20, 20, 0], radius: 12)
        ink.chequer(disc, limit: .max - 1)
        #expect(abs(Double(ink.count) / Double(disc.count) - 0.5) < 0.05)
    }

    @Test func spotsLieInTheBodyClearOfALesion() {
        var generator = RandomGenerator(seed: 5)
        let size = SIMD3(40, 40, 1)
        var ink = Ink(size: size, spacing: .one, body: (0..<1600).map { $0 % 40 >= 10 })
        let lesion = ink.ball(around: [25, 20, 0], radius: 6)
        ink.fill(lesion)
        let spots = ink.spots(count: 40, radius: 2...3, clearOf: ([[25, 20, 0]], 6), using: &generator)
        #expect(spots.count > 50)
        #expect(spots.allSatisfy { ink.body[$0] && !ink.isFilled[$0] })
        let columns = spots.map { Double($0 % 40 - 25) }
        let rows = spots.map { Double($0 / 40 - 20) }
        #expect(zip(columns, rows).allSatisfy { ($0 * $0 + $1 * $1).squareRoot() > 7 })
    }
}
