using System.CommandLine;
using ExtractionPipeline.App.Composition;
using ExtractionPipeline.App.Rendering;
using ExtractionPipeline.App.Web;
using ExtractionPipeline.Core.Review;
using Spectre.Console;

namespace ExtractionPipeline.App.Commands;

/// <summary><c>users</c>: who may sign in to the review page or use the API.</summary>
internal sealed class UsersCommand(Terminal terminal)
{
    private const string PasswordVariable = "EXTRACTION_PIPELINE_PASSWORD";

    private readonly Option<string?> store = StoreOption.Create();

    public Command Build()
    {
        var name = new Argument<string>("name") { Description = "The user's name." };
        var role = new Option<string>("--role") { Description = "reader, reviewer or administrator.", DefaultValueFactory = _ => "reviewer" };
        role.AcceptOnlyFromAmong([.. Enum.GetNames<UserRole>().Select(r => r.ToLowerInvariant())]);
        var withKey = new Option<bool>("--key") { Description = "Make an API key for programs and print it; it cannot be shown again." };
        var noPassword = new Option<bool>("--no-password") { Description = "An account without a password: for programs, or for users whom a proxy signs in." };
        var add = new Command("add", $"Add a user, or give one another role, password or key; running sessions end. The password is asked for, or read from {PasswordVariable}.") { name, role, withKey, noPassword, store };
        add.SetAction((r, c) => AddAsync(r.GetValue(name)!, Enum.Parse<UserRole>(r.GetValue(role)!, ignoreCase: true), r.GetValue(withKey), r.GetValue(noPassword), r.GetValue(store), c));
        var list = new Command("list", "List all users.") { store };
        list.SetAction((r, c) => ListAsync(r.GetValue(store), c));
        var remove = new Command("remove", "Remove a user; sessions end, decisions stay.") { name, store };
        remove.SetAction((r, c) => RemoveAsync(r.GetValue(name)!, r.GetValue(store), c));
        return new Command(
            "users",
            """
            Keep the users of the review page and the API (needed where Review:SignIn is set).

            Examples:
              extraction-pipeline users add ann --role reviewer
              extraction-pipeline users add nightly --role reader --no-password --key

            Exit status: 0 done, 1 the store failed, 2 unusable name or password, 4 no such user.
            """)
        {
            add, list, remove,
        };
    }

    private async Task<int> AddAsync(string name, UserRole role, bool withKey, bool noPassword, string? path, CancellationToken cancellationToken)
    {
        var password = noPassword ? null : Environment.GetEnvironmentVariable(PasswordVariable) ?? AskPassword();
        if ((Users.ProblemOfName(name) ?? (noPassword ? null : Users.ProblemOfPassword(password))) is { } problem)
        {
            terminal.Error(problem);
            return ExitCode.Usage;
        }

        await using var access = Open(path);
        string? key;
        if (access.Reviews is not null)
        {
            key = await new Users(access.Reviews, TimeProvider.System).SaveAsync(name, role, password, withKey, cancellationToken);
        }
        else
        {
            var (receipt, refusal) = await access.Client!.SendAsync<UserReceipt>(HttpMethod.Post, "api/users", new UserRequest(name, role, password, withKey), cancellationToken);
            if (refusal is not null)
            {
                terminal.Error(refusal.Message);
                return ExitCode.Usage;
            }

            key = receipt!.Key;
        }

        terminal.Note($"{name} is a {role.ToString().ToLowerInvariant()} now");
        if (key is not null)
        {
            terminal.Output.WriteLine(key);
        }

        return ExitCode.Success;
    }

    private async Task<int> ListAsync(string? path, CancellationToken cancellationToken)
    {
        await using var access = Open(path);
        var users = access.Reviews is not null
            ? [.. (await access.Reviews.GetUsersAsync(cancellationToken)).Select(u => new UserLine(u.Name, u.Role, u.PasswordHash is not null, u.KeyHash is not null, u.CreatedAt))]
            : await access.Client!.GetAsync<List<UserLine>>("api/users", cancellationToken);
        foreach (var user in users)
        {
            terminal.Output.WriteLine($"{user.Name}\t{user.Role.ToString().ToLowerInvariant()}\t{(user.HasPassword ? "password" : "-")}\t{(user.HasKey ? "key" : "-")}");
        }

        return ExitCode.Success;
    }

    private async Task<int> RemoveAsync(string name, string? path, CancellationToken cancellationToken)
    {
        await using var access = Open(path);
        var isRemoved = access.Reviews is not null
            ? await access.Reviews.RemoveUserAsync(name, cancellationToken)
            : (await access.Client!.SendAsync<object>(HttpMethod.Delete, $"api/users/{Uri.EscapeDataString(name)}", null, cancellationToken)).Refusal is null;
        if (!isRemoved)
        {
            terminal.Error($"there is no user {name}");
        }

        return isRemoved ? ExitCode.Success : ExitCode.NotFound;
    }

    private string? AskPassword() => terminal.IsErrorTerminal && !Console.IsInputRedirected
        ? terminal.Messages.Prompt(new TextPrompt<string>("Password:").Secret().AllowEmpty())
        : throw new SettingsException($"no terminal to ask for the password; set {PasswordVariable}, or give --no-password");

    private static StoreAccess Open(string? path) => StoreAccess.Open(Settings.From(Settings.Configuration(StoreOption.Overrides(path))).Storage, mustExist: false);
}
