/// The items of CLAIM, 2024 update, in short words and the published order (the full text is © RSNA): A. S. Tejani, M. E. Klontzas, A. A. Gatti, J. T. Mongan, L. Moy,
/// S. H. Park, C. E. Kahn Jr., “Checklist for Artificial Intelligence in Medical Imaging (CLAIM): 2024 Update”, Radiology:
/// Artificial Intelligence 2024;6(4):e240300.
enum Claim2024 {
    static let citation =
        "Tejani AS, Klontzas ME, Gatti AA, et al. Checklist for Artificial Intelligence in Medical Imaging (CLAIM): 2024 Update. "
        + "Radiology: Artificial Intelligence 2024;6(4):e240300. doi:10.1148/ryai.240300"

    /// The 44 items; the first is number 1.
    static let items = texts.enumerated().map { ChecklistItem("\($0 + 1)", $1) }

    private static let texts = [
        "Identification as a study of AI methodology, with the category of technology (such as deep learning)",
        "Summary of study design, methods, results and conclusions",
        "Scientific or clinical background, with the intended use and role of the AI approach",
        "Study aims, objectives and hypotheses",
        "Prospective or retrospective study",
        "Study goal",
        "Data sources",
        "Inclusion and exclusion criteria",
        "Data preprocessing",
        "Selection of data subsets",
        "De-identification methods",
        "How missing data were handled",
        "Image acquisition protocol",
        "Definition of the methods used to obtain the reference standard",
        "Rationale for choosing the reference standard",
        "Source of reference-standard annotations",
        "Annotation of the test set",
        "Measures of inter- and intrarater variability of what the annotators described",
        "How data were assigned to partitions",
        "Level at which partitions are disjoint",
        "Intended sample size",
        "Detailed description of the model",
        "Software libraries, frameworks and packages",
        "Initialization of model parameters",
        "Details of the training approach",
        "Method of selecting the final model",
        "Ensembling techniques",
        "Metrics of model performance",
        "Statistical measures of significance and uncertainty",
        "Robustness or sensitivity analysis",
        "Methods for explainability or interpretability",
        "Evaluation on internal data",
        "Testing on external data",
        "Clinical trial registration",
        "Numbers of patients or examinations included and excluded",
        "Demographic and clinical characteristics of the cases in each partition",
        "Performance metrics and measures of statistical uncertainty",
        "Estimates of diagnostic performance and their precision",
        "Failure analysis of incorrectly classified cases",
        "Study limitations",
        "Implications for practice, with the intended use or clinical role",
        "Reference to the full study protocol or to more technical details",
        "Statement about the availability of software, trained model and data",
        "Sources of funding and other support; role of the funders",
    ]
}
