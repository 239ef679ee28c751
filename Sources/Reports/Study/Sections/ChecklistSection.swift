import Evaluation

extension StudyReport {
    /// CLAIM and TRIPOD+AI with what the run knows; the rest is the authors’.
    var checklist: Page.Section {
        Page.Section(
            id: "checklist", heading: "Reporting checklists",
            content: [
                .paragraph(
                    "Grey items are empty because the run does not know them, and the authors must fill them. The items are given in "
                        + "short words: see the published lists for the full text.")
            ]
                + Self.checklist("CLAIM 2024", Claim2024.items, claimAnswers, Claim2024.citation)
                + Self.checklist("TRIPOD+AI", TripodAI.items, tripodAnswers, TripodAI.citation))
    }

    private static func checklist(
        _ name: String, _ items: [ChecklistItem], _ answers: [String: String], _ citation: String
    ) -> [HTML] {
        let rows = items.map { item -> [HTML.Cell] in
            let answer = answers[item.number]
            return [
                .text(item.number), .text(item.text),
                HTML.Cell([.text(answer ?? "")], [.class(answer == nil ? "words empty" : "words")]),
            ]
        }
        return [
            .heading(name), .paragraph("\(answers.count) of \(rows.count) items are filled from the run. \(citation)"),
            .table(name, style: "checklist", columns: ["Item", "What is to be reported", "From this run"], rows: rows),
        ]
    }

    /// What the run says to items of TRIPOD+AI, most of which CLAIM asks for, too.
    private var tripodAnswers: [String: String] {
        let claim = claimAnswers
        let same = [
            "3b": "41", "5a": "7", "7": "9", "11": "12", "12a": "19", "12c": "25", "12e": "28", "16": "32", "20a": "35",
            "23a": "37",
        ]
        var answers = same.compactMapValues { claim[$0] }
        let settings = run.settings
        answers["12b"] = settings.text("preparation.normalise").map { "Intensities: \($0)." }
        answers["12g"] = run.predictions.map { _ in
            "predictions.csv holds every judged scan’s probabilities; the model file gives them again."
        }
        answers["13"] = settings.text("training.classWeights").map {
            $0 == "none" ? "No class weights." : "Class weights: \($0)."
        }
        answers["15"] = settings["validation.operatingPoint"].map {
            "Probabilities, and a class by the rule \($0.line), fitted on the tuning part."
        }
        answers["21"] = run.predictions.map { predictions in
            let counts = predictions.classes.indices.map { label in
                "\(Figures.grouped(predictions.rows.count { $0.label == label })) of “\(predictions.classes[label])”"
            }
            return "Judged: \(Self.words(counts))."
        }
        answers["22"] =
            "The model file holds weights, architecture, preparation and classes; its hash stands under “Provenance”."
        answers["27a"] = "A scan that cannot be read is reported and gets no class; none is filled in."
        return answers
    }

    /// What the run says to items of CLAIM, by number.
    private var claimAnswers: [String: String] {
        let settings = run.settings
        var answers: [String: String] = [
            "23": run.environment.map {
                "Cine \($0.cine ?? "of an unrecorded version"), \($0.engine ?? "engine not recorded")."
            },
            "7": settings.text("source"),
            "9": settings["preparation"].map { "Preparation: \($0.line)." },
            "10": settings["cohort.where"].flatMap { $0.line.isEmpty ? nil : "Rows were chosen by \($0.line)." },
            "12": run.cohort.map { cohort in
                "\(Figures.count(cohort.count { $0.status != "ok" }, "unreadable file")). A scan that cannot be read stops the run; none is filled in or skipped."
            },
            "19": run.split.map {
                $0.isFolds ? "Folds by split.csv; see “Cohort”." : "Parts by split.csv; see “Cohort”."
            },
            "20": partitionLevel,
            "22": settings["model"].map { _ in "See “What was asked of the data”; in full in pipeline.yaml." },
            "24": settings["training.initial"].map {
                $0.line == "fresh" ? "Random, from the recorded seed." : "The weights of \($0.line)."
            },
            "25": settings["training"].map { "\($0.line)." },
            "26": selection,
            "27": run.isValidation
                ? "The model file is the ensemble of the folds’ models; the figures here are those of single models, out of fold."
                : nil,
            "28": run.metrics.map { _ in "See “Performance”." },
            "29": run.metrics.map { _ in "95 % intervals by bootstrap over patients." },
            "30": run.metrics?.permutations.map {
                "\(Figures.count($0.count, "control")) with shuffled labels; see “Performance”."
            },
            "32": run.metrics.map { _ in
                run.isValidation ? "Cross-validation on the cohort itself." : "A part of the cohort that was held out."
            },
            "35": run.cohort.map {
                "\(Figures.count($0.count, "scan")) of \(Figures.count(Set($0.map(\.patient)).count, "patient")) included; "
                    + "those left out before the run are not recorded."
            },
            "39": run.predictions.map { _ in "See “Worst errors” for a list; the analysis is the authors’." },
            "41": settings.text("intendedUse"),
            "42": "pipeline.yaml holds every setting; its hash stands under “Provenance”.",
        ].compactMapValues { $0 }
        if let auroc = run.metrics?.pooled?.metrics[.auroc], let value = auroc.value {
            let interval = auroc.low.flatMap { low in
                auroc.high.map { " (95 % interval \(Figures.rate(low)) to \(Figures.rate($0)))" }
            }
            answers["37"] = "AUROC \(Figures.rate(value))\(interval ?? ""); all others under “Performance”."
            answers["38"] = "Sensitivity, specificity, PPV and NPV with intervals under “Performance”."
        }
        return answers
    }

    private var partitionLevel: String? {
        guard let split = run.split else { return nil }
        let several = split.rows.reduce(into: [String: Set<String>]()) { places, row in
            places[row.patient, default: []].insert(row.places.first ?? "")
        }.count { $0.value.count > 1 }
        guard !run.settings.texts("cohort.group").isEmpty else {
            return "Scan: no column names the patients."
        }
        return several == 0
            ? "Patient: no patient stands in two parts."
            : "Not disjoint: \(Figures.count(several, "patient")) stand in more than one part."
    }
}
