import Evaluation
import Networks
import Preparation

/// The metadata of a model file: texts as they are, everything else as JSON.
enum ModelMetadata {
    /// The layout of model files that this version writes, and the newest that it reads.
    static let formatVersion = 1

    enum Key: String, CaseIterable {
        case formatVersion = "cine_model"
        case modelID = "model_id"
        case architecture, input, parameters, preparation, clinical, classes
        case positiveClass = "positive_class"
        case calibrations
        case operatingPoint = "operating_point"
        case framesInFolders = "frames_in_folders"
        case intendedUse = "intended_use"
        case cohort, training
        case cineVersion = "cine_version"
        case leaksAccepted = "leaks_accepted"
        case profiles, trust
        case abstention, prevalence, augmentation
    }

    /// The metadata of a description, without the model's id.
    static func encode(_ model: ModelDescription) -> [String: String] {
        var metadata: [Key: String] = [
            .formatVersion: String(formatVersion),
            .architecture: JSONText.encode(model.architecture),
            .input: JSONText.encode(model.input),
            .preparation: JSONText.encode(model.preparation),
            .classes: JSONText.encode(model.classes),
            .framesInFolders: String(model.framesInFolders),
            .intendedUse: model.intendedUse,
            .cohort: JSONText.encode(model.cohort),
            .training: JSONText.encode(model.training),
            .cineVersion: model.cineVersion,
        ]
        metadata[.positiveClass] = model.positiveClass.map(String.init)
        if model.calibrations != [.none] { metadata[.calibrations] = JSONText.encode(model.calibrations) }
        metadata[.operatingPoint] = model.operatingPoint.map { JSONText.encode($0) }
        if !model.profiles.isEmpty { metadata[.profiles] = JSONText.encode(model.profiles) }
        if !model.clinical.isEmpty { metadata[.clinical] = JSONText.encode(model.clinical) }
        metadata[.parameters] = (try? model.architecture.parameterCount(for: model.input)).map(String.init)
        if !model.trust.isEmpty { metadata[.trust] = JSONText.encode(model.trust) }
        metadata[.leaksAccepted] = model.leaksAccepted.map(JSONText.encode)
        metadata[.abstention] = model.abstention.map { JSONText.encode($0) }
        metadata[.augmentation] = model.augmentation.map { JSONText.encode($0) }
        metadata[.prevalence] = model.prevalence.map { JSONText.encode($0) }
        return Dictionary(uniqueKeysWithValues: metadata.map { ($0.key.rawValue, $0.value) })
    }

    static func decode(_ metadata: [String: String]) throws(ModelProblem) -> ModelDescription {
        guard let version = metadata[Key.formatVersion.rawValue] else { throw .notAModel }
        guard let number = Int(version), (1...formatVersion).contains(number) else {
            throw .version(found: version, newest: formatVersion)
        }
        var model = ModelDescription(
            architecture: try value(.architecture, in: metadata),
            input: try value(.input, in: metadata),
            preparation: try value(.preparation, in: metadata),
            clinical: metadata[Key.clinical.rawValue] == nil ? [] : try value(.clinical, in: metadata),
            classes: try value(.classes, in: metadata),
            positiveClass: metadata[Key.positiveClass.rawValue] == nil ? nil : try value(.positiveClass, in: metadata),
            calibrations: metadata[Key.calibrations.rawValue] == nil ? [.none] : try value(.calibrations, in: metadata),
            operatingPoint: metadata[Key.operatingPoint.rawValue] == nil
                ? nil : try value(.operatingPoint, in: metadata),
            framesInFolders: try value(.framesInFolders, in: metadata),
            intendedUse: try text(.intendedUse, in: metadata),
            cohort: try value(.cohort, in: metadata),
            training: try value(.training, in: metadata),
            cineVersion: try text(.cineVersion, in: metadata),
            leaksAccepted: metadata[Key.leaksAccepted.rawValue] == nil ? nil : try value(.leaksAccepted, in: metadata),
            profiles: metadata[Key.profiles.rawValue] == nil ? [] : try value(.profiles, in: metadata),
            trust: metadata[Key.trust.rawValue] == nil ? [] : try value(.trust, in: metadata))
        model.abstention = metadata[Key.abstention.rawValue] == nil ? nil : try value(.abstention, in: metadata)
        model.augmentation = metadata[Key.augmentation.rawValue] == nil ? nil : try value(.augmentation, in: metadata)
        model.prevalence = metadata[Key.prevalence.rawValue] == nil ? nil : try value(.prevalence, in: metadata)
        return model
    }

    static func text(_ key: Key, in metadata: [String: String]) throws(ModelProblem) -> String {
        guard let text = metadata[key.rawValue] else { throw .missing(key: key.rawValue) }
        return text
    }

    private static func value<Value: Decodable>(
        _ key: Key, in metadata: [String: String]
    ) throws(ModelProblem) -> Value {
        let text = try text(key, in: metadata)
        do {
            return try JSONText.decode(Value.self, from: text)
        } catch {
            throw .value(key: key.rawValue, problem: error.problem)
        }
    }
}
