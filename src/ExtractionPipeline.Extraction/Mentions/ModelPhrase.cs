using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Mentions;

/// <summary>What stands before a model phrase.</summary>
internal enum PhraseDeterminer
{
    Bare,
    Indefinite,
    Definite,

    /// <summary>"its", "their", "our".</summary>
    Pronoun,

    /// <summary>A possessive: "China's", "Renji's".</summary>
    Possessive,

    /// <summary>A name stands right before the phrase: "“Tianshu” multimodal large AI model".</summary>
    Name,
}

/// <summary>A noun phrase that speaks of a model: "a specialized AI model for pulmonary infectious diseases".</summary>
/// <param name="Tokens">First modifier to head noun, without the determiner.</param>
/// <param name="Complement">What the phrase says behind its head about its purpose; empty when it says nothing.</param>
/// <param name="Determiner">What stands before it.</param>
/// <param name="IsAi">Whether the phrase itself speaks of AI.</param>
/// <param name="IsPlural">Whether it speaks of several models.</param>
/// <param name="HasModelHead">Whether its head names a model by itself ("model", "LLM") and not just a "system" or "tool".</param>
internal sealed record ModelPhrase(
    TokenRange Tokens,
    TokenRange Complement,
    PhraseDeterminer Determiner,
    bool IsAi,
    bool IsPlural,
    bool HasModelHead)
{
    /// <summary>Whether it may name or define a single model.</summary>
    public bool IsModel => IsAi || HasModelHead;

    /// <summary>The phrase with its complement.</summary>
    public TokenRange Full => new(Tokens.First, Math.Max(Tokens.End, Complement.End));
}
