import RunFolders

extension Phantom {
    /// The text of `frame-labels.csv`: what is to be seen in each frame of a clip, `still;still;moving;…`; nil where scans are no
    /// clips.
    ///
    /// - Parameter rows: the truth of the clips.
    func frameLabels(of rows: [PhantomTruth]) -> String? {
        guard kind == .lesionClip else { return nil }
        let cells = rows.map { row in
            let labels = (0..<ClipPhantom.frameCount).map { frame in
                frame == row.lesion?.k ? row.className : kind.classes[0]
            }
            return [row.path, row.className, row.patient, labels.joined(separator: ";")]
        }
        return ([["path", "class", "patient", "frames"]] + cells).map(CSVWriter.row).joined()
    }
}
