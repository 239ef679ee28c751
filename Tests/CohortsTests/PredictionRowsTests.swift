import TestFolders
import Testing

@testable import Cohorts

@Suite struct PredictionRowsTests {
    private func rows(_ text: String) throws -> PredictionRows {
        let folder = try TemporaryFolder()
        return try PredictionRows(DelimitedTable.read(folder.write(text, to: "predictions.csv")))
    }

    @Test func namesAndPlacesAreReadAsTheyAreSpelled() throws {
        let table = try rows(
            """
            sample,patient,fold,repeat,seed,label,class,p_=ill,p_p_well
            s1,p1,0,1,7,'=ill,p_well,0.25,0.75

            """)
        #expect(table.classes == ["=ill", "p_well"] && table.columnsOfPlace == ["fold", "repeat", "seed"])
        let row = try #require(table.rows.first)
        #expect(row.place == ["0", "1", "7"] && row.probabilities == [0.25, 0.75] && row.line == 2)
        #expect(table.number(of: row.truth) == 0 && table.number(of: row.decision) == 1)
        #expect(table.number(of: "none") == nil)
    }

    @Test func otherTablesAreRefused() {
        #expect(throws: PredictionRowsError.columns) { try rows("sample,patient,label,class,p_a\ns,p,a,a,1\n") }
        #expect(throws: PredictionRowsError.row(line: 2)) {
            try rows("sample,patient,fold,label,class,p_a\ns,p,0,a,a,often\n")
        }
    }
}
