using System.Diagnostics;
using System.Globalization;
using ExtractionPipeline.App.Rendering;
using ExtractionPipeline.Core.Contract;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Review;
using Spectre.Console;

namespace ExtractionPipeline.App.Review;

/// <summary>Walks the queue in the terminal, with the page's keys.</summary>
internal sealed class TerminalReview(IAnsiConsole console, IReviewClient client, QueueQuery query)
{
    private static readonly (string Key, string What)[] Keys =
    [
        ("a, Enter", "approve"), ("x", "reject"), ("j / k", "next / previous record"), ("l / h", "next / previous value"), ("g", "the whole article"), ("y", "accept the value"),
        ("e", "change the value"), ("d", "remove the value"), ("+", "add a value"), ("n", "add a missed record"), ("m", "merge"), ("t", "split"), ("r", "note"), ("u", "undo"),
        ("s", "skip"), ("b", "back"), ("c", "nothing missed"), ("i", "all records like this one"), ("?", "help"), ("q, Esc", "end"),
    ];

    private readonly Stack<(string Id, string ArticleId)> _undoable = new();
    private readonly List<string> _visited = [];
    private readonly Stopwatch _watch = new();
    private ReviewItem? _item;
    private int _record;
    private int _value = -1;
    private int _strokes;

    private ItemRecord? Current => _item is { Records.Count: > 0 } item ? item.Records[_record] : null;

    private ValueReference? CurrentValue => Current is { } record && _value >= 0 ? RecordForm.Values(record.Record).ElementAtOrDefault(_value) : null;

    /// <summary>Runs until the reviewer ends it or nothing is left; gives the number of decisions.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var decisions = 0;
        await NextAsync(cancellationToken);
        while (_item is not null)
        {
            Draw();
            var key = await console.Input.ReadKeyAsync(intercept: true, cancellationToken);
            _strokes++;
            var before = _undoable.Count;
            if (key is null || key.Value.Key == ConsoleKey.Escape || key.Value.KeyChar == 'q')
            {
                break;
            }

            await ActAsync(key.Value, cancellationToken);
            decisions += Math.Max(0, _undoable.Count - before);
        }

        if (_item is null)
        {
            console.MarkupLine("Nothing more awaits you.");
        }

        return decisions;
    }

    private async Task ActAsync(ConsoleKeyInfo key, CancellationToken cancellationToken)
    {
        switch (key)
        {
            case { Key: ConsoleKey.Enter } or { KeyChar: 'a' }:
                await SettleAsync(DecisionKind.Confirm, cancellationToken);
                break;
            case { KeyChar: 'x' }:
                await SettleAsync(DecisionKind.Reject, cancellationToken);
                break;
            case { KeyChar: 'j' } or { Key: ConsoleKey.DownArrow }:
                await MoveAsync(1, cancellationToken);
                break;
            case { KeyChar: 'k' } or { Key: ConsoleKey.UpArrow }:
                await MoveAsync(-1, cancellationToken);
                break;
            case { KeyChar: 'l' } or { Key: ConsoleKey.RightArrow }:
                Step(1);
                break;
            case { KeyChar: 'h' } or { Key: ConsoleKey.LeftArrow }:
                Step(-1);
                break;
            case { KeyChar: 'u' }:
                await UndoAsync(cancellationToken);
                break;
            case { KeyChar: 's' }:
                await DecideAsync(Request(DecisionKind.Skip), cancellationToken);
                await NextAsync(cancellationToken);
                break;
            case { KeyChar: 'b' }:
                await BackAsync(cancellationToken);
                break;
            case { KeyChar: 'c' }:
                await CompleteAsync(cancellationToken);
                break;
            case { KeyChar: 'n' }:
                await AddRecordAsync(cancellationToken);
                break;
            case { KeyChar: 'g' }:
                console.WriteLine(SafeText.Plain(_item!.Text.Replace("\n", "\n\n", StringComparison.Ordinal)));
                break;
            case { KeyChar: '?' }:
                foreach (var (name, what) in Keys)
                {
                    console.MarkupLineInterpolated($"  [bold]{name,-9}[/] {what}");
                }

                break;
            default:
                if (Current is { } record)
                {
                    await ChangeAsync(key.KeyChar, record, cancellationToken);
                }

                break;
        }
    }

    private async Task ChangeAsync(char key, ItemRecord record, CancellationToken cancellationToken)
    {
        var value = CurrentValue;
        if (key is 'y' or 'e' or 'd' && value is null)
        {
            Step(1);
            return;
        }

        switch (key)
        {
            case 'y':
                await DecideAsync(Request(DecisionKind.AcceptValue) with { Value = value }, cancellationToken);
                Step(1);
                break;
            case 'd' when value!.Field != RecordField.Model:
                await EditAsync(RecordForm.Without(record.Record, value), cancellationToken);
                break;
            case 'e':
                await EditAsync(AskFor(RecordForm.Without(record.Record, value!), value!.Field), cancellationToken);
                break;
            case '+':
                await EditAsync(AskFor(record.Record, Choose("Field", Enum.GetValues<RecordField>().Where(f => f != RecordField.Model), f => f.ToString())), cancellationToken);
                break;
            case 'r':
                await DecideAsync(Request(DecisionKind.Remark) with { Remark = console.Ask<string>("Note:") }, cancellationToken);
                break;
            case 'm':
                await MergeAsync(record, cancellationToken);
                break;
            case 't':
                await SplitAsync(record, cancellationToken);
                break;
            case 'i':
                await AlikeAsync(record, cancellationToken);
                break;
        }
    }

    private Task<bool> EditAsync(RecordOutput changed, CancellationToken cancellationToken) => DecideAsync(Request(DecisionKind.Edit) with { After = [changed] }, cancellationToken);

    private RecordOutput AskFor(RecordOutput record, RecordField field)
    {
        var label = field switch
        {
            RecordField.Specialties => Choose("Label", Enum.GetValues<Specialty>().Select(s => s.Label()), l => l),
            RecordField.FirstOfKind => Choose("Scope", Enum.GetValues<ClaimScope>().Select(s => s.Label()), l => l),
            _ => null,
        };
        return RecordForm.With(record, field, console.Ask<string>("Words of the article:").Trim(), label);
    }

    private async Task MergeAsync(ItemRecord record, CancellationToken cancellationToken)
    {
        var others = _item!.Records.Where(r => r != record && r.State != ReviewState.Rejected).ToList();
        if (others.Count == 0)
        {
            console.MarkupLine("There is no other record to merge with.");
            return;
        }

        var other = Choose("Merge with", others, r => NameOf(r.Record));
        await DecideAsync(
            Request(DecisionKind.Merge) with
            {
                Subjects = [new SubjectRevision(record.Subject, record.Revision), new SubjectRevision(other.Subject, other.Revision)],
                After = [RecordForm.Merged(record.Record, other.Record)],
            },
            cancellationToken);
    }

    private async Task SplitAsync(ItemRecord record, CancellationToken cancellationToken)
    {
        var name = console.Ask<string>("Name of the new record's model:").Trim();
        var (rest, fresh) = (record.Record with { Model = record.Record.Model with { Aliases = [.. record.Record.Model.Aliases.Where(a => a != name)] } }, RecordForm.New(name));
        foreach (var value in RecordForm.Values(record.Record).Skip(1))
        {
            if (console.Confirm($"Does {value.Field.ToString().ToLowerInvariant()} {SafeText.Markup(value.Text)} go to the new record?", defaultValue: false))
            {
                rest = RecordForm.Without(rest, value);
                fresh = Moved(fresh, record.Record, value);
            }
        }

        await DecideAsync(Request(DecisionKind.Split) with { After = [rest, fresh] }, cancellationToken);
    }

    private static RecordOutput Moved(RecordOutput to, RecordOutput from, ValueReference value) => value.Field switch
    {
        RecordField.Hospitals => to with { Hospitals = [.. to.Hospitals, from.Hospitals.First(h => h.Name == value.Text)] },
        RecordField.Adopters => to with { Adopters = [.. to.Adopters, from.Adopters.First(h => h.Name == value.Text)] },
        RecordField.Specialties => to with { Specialties = [.. to.Specialties, from.Specialties.First(s => s.Label == value.Text)] },
        RecordField.Partners => to with { Partners = [.. to.Partners, from.Partners.First(h => h.Name == value.Text)] },
        _ => to with { FirstOfKind = [.. to.FirstOfKind, from.FirstOfKind.First(c => c.Scope == value.Text)] },
    };

    private async Task AlikeAsync(ItemRecord record, CancellationToken cancellationToken)
    {
        var group = await client.AlikeAsync(record.Signature, cancellationToken);
        if (group.Count < 2)
        {
            console.MarkupLine("No other record like this one awaits review.");
            return;
        }

        var choice = Choose($"{group.Count} records", ["approve all", "reject all", "cancel"], c => c);
        if (choice == "cancel")
        {
            return;
        }

        var kind = choice == "approve all" ? DecisionKind.Confirm : DecisionKind.Reject;
        var (receipt, refusal) = await client.DecideAsync(new BulkRequest(Guid.NewGuid().ToString(), kind, [.. group.Records.Select(r => new BulkTarget(r.ArticleId, r.Subject, r.Revision))]), cancellationToken);
        console.MarkupLineInterpolated($"{(refusal is null ? $"{receipt!.Stored} records decided at once." : SafeText.Plain(refusal.Message))}");
        await NextAsync(cancellationToken);
    }

    private async Task AddRecordAsync(CancellationToken cancellationToken)
    {
        var request = Request(DecisionKind.Add) with { Subjects = [], After = [RecordForm.New(console.Ask<string>("Name of the missed model, as the article writes it:").Trim())] };
        if (await DecideAsync(request, cancellationToken))
        {
            (_record, _value) = (_item!.Records.Count - 1, -1);
        }
    }

    private async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await DecideAsync(Request(DecisionKind.Complete) with { Subjects = [] }, cancellationToken);
        if (_item!.Records.All(r => !r.Awaits))
        {
            await NextAsync(cancellationToken);
        }
    }

    private async Task SettleAsync(DecisionKind kind, CancellationToken cancellationToken)
    {
        if (Current is null || !await DecideAsync(Request(kind) with { Seconds = _watch.Elapsed.TotalSeconds, Keystrokes = _strokes }, cancellationToken))
        {
            return;
        }

        (_strokes, _value) = (0, -1);
        _watch.Restart();
        var waiting = _item!.Records.Index().Where(r => r.Item.Awaits).Select(r => r.Index).ToList();
        if (waiting.Count == 0)
        {
            await NextAsync(cancellationToken);
        }
        else
        {
            _record = waiting.Cast<int?>().FirstOrDefault(i => i > _record) ?? waiting[0];
        }
    }

    private DecisionRequest Request(DecisionKind kind) => new()
    {
        Id = Guid.NewGuid().ToString(),
        ArticleId = _item!.ArticleId,
        Kind = kind,
        Subjects = Current is { } record ? [new SubjectRevision(record.Subject, record.Revision)] : [],
    };

    private async Task<bool> DecideAsync(DecisionRequest request, CancellationToken cancellationToken)
    {
        var (receipt, refusal) = await client.DecideAsync(request, cancellationToken);
        if (refusal is not null)
        {
            console.MarkupLineInterpolated($"[red]Not saved:[/] {SafeText.Plain(refusal.Message)}");
        }
        else if (request.Kind is not (DecisionKind.Undo or DecisionKind.Remark))
        {
            _undoable.Push((request.Id, request.ArticleId));
        }

        if (receipt?.Probe == ProbeResult.Missed)
        {
            console.MarkupLine("[yellow]One of the values you just approved was put in wrong on purpose.[/] It was not saved.");
        }

        _item = await client.OpenAsync(request.ArticleId, cancellationToken);
        _record = Math.Clamp(_record, 0, Math.Max(0, (_item?.Records.Count ?? 1) - 1));
        return refusal is null;
    }

    private async Task UndoAsync(CancellationToken cancellationToken)
    {
        if (!_undoable.TryPop(out var last))
        {
            console.MarkupLine("There is nothing more to undo.");
            return;
        }

        _item = await client.OpenAsync(last.ArticleId, cancellationToken) ?? _item;
        await DecideAsync(Request(DecisionKind.Undo) with { Subjects = [], Undoes = last.Id }, cancellationToken);
        _record = _item!.Records.Index().FirstOrDefault(r => r.Item.Awaits).Index;
    }

    private async Task MoveAsync(int by, CancellationToken cancellationToken)
    {
        if (_item!.Records.Count > 0 && _record + by >= 0 && _record + by < _item.Records.Count)
        {
            (_record, _value) = (_record + by, -1);
        }
        else if (by > 0)
        {
            await NextAsync(cancellationToken);
        }
        else
        {
            await BackAsync(cancellationToken);
        }
    }

    private void Step(int by)
    {
        var count = Current is { } record ? RecordForm.Values(record.Record).Count() : 0;
        _value = count == 0 ? -1 : _value < 0 ? (by > 0 ? 0 : count - 1) : (_value + by + count) % count;
    }

    private async Task BackAsync(CancellationToken cancellationToken)
    {
        if (_visited.Count < 2)
        {
            console.MarkupLine("There is no article before this one.");
            return;
        }

        _visited.RemoveAt(_visited.Count - 1);
        _item = await client.OpenAsync(_visited[^1], cancellationToken) ?? _item;
        (_record, _value) = (0, -1);
    }

    private async Task NextAsync(CancellationToken cancellationToken)
    {
        var next = await client.NextAsync(query, [.. _visited.TakeLast(50)], cancellationToken);
        _item = next.Item;
        (_value, _strokes) = (-1, 0);
        _record = Math.Max(0, _item?.Records.Index().FirstOrDefault(r => r.Item.Awaits).Index ?? 0);
        _watch.Restart();
        if (_item is not null)
        {
            _visited.Add(_item.ArticleId);
            console.Write(new Rule(SafeText.Markup(SafeText.Cut(_item.Title ?? _item.Source, 80))).LeftJustified());
            console.MarkupLineInterpolated($"[dim]{next.AwaitingRecords} records in {next.AwaitingArticles} articles await review · {SafeText.Plain(_item.Source)} · {_item.PublishedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "no date"}[/]");
        }
    }

    private void Draw()
    {
        console.WriteLine();
        if (Current is not { } record)
        {
            console.MarkupLine("No record was found here. [dim]n adds one, c says that nothing is missed, g shows the article.[/]");
            return;
        }

        console.MarkupLineInterpolated($"[bold underline]{SafeText.Plain(NameOf(record.Record))}[/]  {record.State.ToString().ToLowerInvariant()}  {record.Record.Confidence:0.00}  [dim]record {_record + 1} of {_item!.Records.Count} · ? for the keys[/]");
        foreach (var (index, value) in RecordForm.Values(record.Record).Index())
        {
            var origin = record.Origins.FirstOrDefault(o => o.Field == value.Field && o.Text == value.Text);
            var isAccepted = record.AcceptedValues.Contains(value);
            console.MarkupLineInterpolated($"{(index == _value ? ">" : " ")} {value.Field.ToString().ToLowerInvariant(),-12} {(isAccepted ? "✓ " : "")}[bold]{SafeText.Plain(value.Text)}[/]  {origin?.Confidence ?? 1:0.00}{(origin?.Why is { } why && !isAccepted ? $"  unsure: {SafeText.Plain(why)}" : "")}");
            foreach (var place in RecordForm.Evidence(record.Record, value).Take(index == _value ? 5 : 1))
            {
                console.MarkupLine("                 " + EvidenceLine.Markup(_item.Text, place.Start, place.End));
            }
        }
    }

    private T Choose<T>(string title, IEnumerable<T> choices, Func<T, string> name)
        where T : notnull =>
        console.Prompt(new SelectionPrompt<T>().Title(title).PageSize(12).UseConverter(c => SafeText.Markup(name(c))).AddChoices(choices));

    private static string NameOf(RecordOutput record) => record.Model.Name ?? record.Model.Description ?? "(unnamed)";
}
