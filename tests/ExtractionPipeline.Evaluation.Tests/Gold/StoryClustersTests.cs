using ExtractionPipeline.Evaluation.Gold;

namespace ExtractionPipeline.Evaluation.Tests.Gold;

public sealed class StoryClustersTests
{
    private const string Story = "Doctors at Alder Hospital have begun to use a model that reads scans of the lung before a radiologist does, and nobody was more surprised by its first month than they were.";
    private const string Other = "Birch Clinic said on Monday that its software for the heart had been tested on nine hundred patients in four towns along the coast, with results to follow in the spring.";

    [Fact]
    public void Find_a_cut_copy_is_of_the_same_cluster() => Assert.Equal([0, 1, 0], StoryClusters.Find([Story, Other, Story[..110]], ["a", "b", "c"]));

    [Fact]
    public void Find_the_same_event_is_one_cluster_whatever_the_words() => Assert.Equal([0, 0], StoryClusters.Find([Story, Other], ["launch", "launch"]));

    [Fact]
    public void Find_clusters_join_through_a_common_member() => Assert.Equal([0, 0, 0], StoryClusters.Find([Story, Other, Story + " " + Other], ["a", "b", "c"]));

    [Fact]
    public void Containment_of_short_texts_is_nothing() => Assert.Equal(0, StoryClusters.Containment("four words are few", "four words are few"));
}
