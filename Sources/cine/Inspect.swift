import ArgumentParser
import Imaging

struct Inspect: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Says what each scan is: format, size, orientation, range of values, damage.",
        discussion: """
            Example: cine inspect scans/ --json

            A path may be a scan or a folder, which is searched. Exit code 1 says that some scans could not be read.
            """)

    @Argument(help: ArgumentHelp("Scans or folders.", valueName: "path"))
    var paths: [ScanPath] = []

    @OptionGroup var list: PathList

    @Flag(help: "The images of one folder are the frames of one scan.")
    var framesInFolders = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if paths.isEmpty, list.list == nil { throw ValidationError("name a scan, a folder or --list FILE") }
    }

    func run() throws {
        let paths = try list.paths(besides: paths)
        let found = try ScanFinder.scans(under: paths, framesInFolders: framesInFolders)
        if found.isEmpty { throw NoScans(paths: paths) }
        if !global.json { try StandardStreams.print(InspectionTable.header) }
        var failed = 0
        for scan in found {
            let inspection = ScanInspector.inspect(scan)
            if !inspection.isReadable { failed += 1 }
            try StandardStreams.print(global.json ? inspection.json.text : InspectionTable.row(inspection))
        }
        if failed > 0 {
            global.messages.say("\(found.count) scans, \(failed) cannot be read")
            throw ExitStatus.someFailed
        }
    }
}
