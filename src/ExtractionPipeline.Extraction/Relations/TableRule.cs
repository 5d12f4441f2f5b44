using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Relations;

/// <summary>In a table the row ties model and institution together, and the column's heading tells the role.</summary>
internal sealed class TableRule : IRelationRule
{
    public string Name => "table";

    public void Apply(Discourse discourse, SentenceView view, List<RoleEvidence> found)
    {
        var text = discourse.Text;
        if (text.BlockOf(view.Sentence).Kind != ArticleBlockKind.TableRow)
        {
            return;
        }

        foreach (var model in view.Chunks.Where(c => c.Is(ChunkKind.Model) && TableColumns.RoleOf(text, c.Tokens.First) == TableColumn.Model))
        {
            foreach (var cell in discourse.Sentences.Where(s => s.Sentence.Block == view.Sentence.Block))
            {
                found.AddRange(cell.Chunks.Where(c => c.Is(ChunkKind.Organisation)).Select(c => Evidence(discourse, model, c)).OfType<RoleEvidence>());
            }
        }
    }

    private RoleEvidence? Evidence(Discourse discourse, Chunk model, Chunk organisation)
    {
        var isHospital = discourse.Organisations[organisation.Entity].IsHospital;
        var role = TableColumns.RoleOf(discourse.Text, organisation.Tokens.First) switch
        {
            TableColumn.Maker or TableColumn.Partner => isHospital ? OrganisationRole.Developer : OrganisationRole.Partner,
            TableColumn.Adopter when isHospital => OrganisationRole.Adopter,
            _ => (OrganisationRole?)null,
        };
        return role is null ? null : new RoleEvidence(model.Entity, organisation.Entity, role.Value, Name, organisation.Tokens);
    }
}
