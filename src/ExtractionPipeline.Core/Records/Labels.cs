using System.Text;

namespace ExtractionPipeline.Core.Records;

/// <summary>Clinical fields of the annotation guide's section 3. The written label is the member's name in kebab case.</summary>
public enum Specialty
{
    /// <summary>Cancers and tumors of any organ.</summary>
    Oncology,

    /// <summary>Children, adolescents, newborns.</summary>
    Pediatrics,

    /// <summary>Heart and vessels other than brain vessels.</summary>
    Cardiovascular,

    /// <summary>Stroke, cerebral hemorrhage, aneurysm of the brain.</summary>
    Cerebrovascular,

    /// <summary>Other disorders of brain and nerves.</summary>
    Neurology,

    /// <summary>Mental health, depression, sleep.</summary>
    Psychiatry,

    /// <summary>Skin.</summary>
    Dermatology,

    /// <summary>Teeth and mouth.</summary>
    Dentistry,

    /// <summary>Ear, nose and throat.</summary>
    Otolaryngology,

    /// <summary>Eyes.</summary>
    Ophthalmology,

    /// <summary>Digestive tract, liver, biliary tract, pancreas; not tumors.</summary>
    Gastroenterology,

    /// <summary>Lungs and breathing; not tumors.</summary>
    Pulmonology,

    /// <summary>Kidney disease, dialysis.</summary>
    Nephrology,

    /// <summary>Urinary tract, prostate, male health.</summary>
    Urology,

    /// <summary>Diabetes, thyroid, obesity, metabolism.</summary>
    Endocrinology,

    /// <summary>Blood diseases, transfusion.</summary>
    Hematology,

    /// <summary>Rheumatic, immune and allergic diseases.</summary>
    Rheumatology,

    /// <summary>Infections.</summary>
    InfectiousDisease,

    /// <summary>Bones, joints, spine, sports injury.</summary>
    Orthopedics,

    /// <summary>Pregnancy, women's health, reproduction.</summary>
    ObstetricsGynecology,

    /// <summary>Rare or genetic diseases.</summary>
    RareDisease,

    /// <summary>Medical imaging, ultrasound, nuclear medicine.</summary>
    Radiology,

    /// <summary>Histology, cytology, slides.</summary>
    Pathology,

    /// <summary>Laboratory medicine, genetic testing.</summary>
    Laboratory,

    /// <summary>Emergency, intensive care, trauma, anesthesia.</summary>
    CriticalCare,

    /// <summary>Surgery as a field, transplantation, burns.</summary>
    Surgery,

    /// <summary>Rehabilitation, pain, physiotherapy.</summary>
    Rehabilitation,

    /// <summary>Old age.</summary>
    Geriatrics,

    /// <summary>Traditional Chinese medicine.</summary>
    Tcm,

    /// <summary>Nursing care.</summary>
    Nursing,

    /// <summary>Medication use, review of prescriptions.</summary>
    Pharmacy,

    /// <summary>Check-ups, prevention, chronic disease with no named disease.</summary>
    HealthManagement,

    /// <summary>No field of its own.</summary>
    General,
}

/// <summary>How far a first-of-kind claim reaches.</summary>
public enum ClaimScope
{
    /// <summary>The world.</summary>
    Global,

    /// <summary>One country.</summary>
    National,

    /// <summary>A continent, several countries, a province or a city.</summary>
    Regional,

    /// <summary>First of its kind with no area named.</summary>
    Unspecified,
}

/// <summary>Labels as they are written in gold files and output.</summary>
public static class Labels
{
    private static readonly Dictionary<Specialty, string> SpecialtyLabels = Enum.GetValues<Specialty>().ToDictionary(s => s, s => KebabCase(s.ToString()));
    private static readonly Dictionary<string, Specialty> SpecialtiesByLabel = SpecialtyLabels.ToDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal);
    private static readonly Dictionary<ClaimScope, string> ScopeLabels = Enum.GetValues<ClaimScope>().ToDictionary(s => s, s => KebabCase(s.ToString()));
    private static readonly Dictionary<string, ClaimScope> ScopesByLabel = ScopeLabels.ToDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal);

    /// <summary>The written label, such as "infectious-disease".</summary>
    public static string Label(this Specialty specialty) => SpecialtyLabels[specialty];

    /// <summary>The written label, such as "national".</summary>
    public static string Label(this ClaimScope scope) => ScopeLabels[scope];

    /// <summary>The specialty with the written label; false when there is none.</summary>
    public static bool TryParse(string? label, out Specialty specialty)
    {
        specialty = default;
        return label is not null && SpecialtiesByLabel.TryGetValue(label, out specialty);
    }

    /// <summary>The scope with the written label; false when there is none.</summary>
    public static bool TryParse(string? label, out ClaimScope scope)
    {
        scope = default;
        return label is not null && ScopesByLabel.TryGetValue(label, out scope);
    }

    private static string KebabCase(string name)
    {
        var builder = new StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsUpper(c) && builder.Length > 0)
            {
                builder.Append('-');
            }

            builder.Append(char.ToLowerInvariant(c));
        }

        return builder.ToString();
    }
}
