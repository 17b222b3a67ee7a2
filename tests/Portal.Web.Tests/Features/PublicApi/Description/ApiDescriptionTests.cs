using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.Settlement.Amounts;
using Portal.Settlement.Deleveraging;
using Portal.Storage.Deleveraging;
using Portal.Web.Tests.Live;

namespace Portal.Web.Tests.Features.PublicApi.Description;

/// <summary>The description of the API says what the API does.</summary>
public sealed class ApiDescriptionTests
{
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_address_answers_what_it_is_described_to_answer()
    {
        await using var portal = await StartAsync();
        var document = await portal.JsonAsync("/openapi/v1.json");
        var shape = new JsonShape(document);
        var faults = new List<string>();
        var asked = 0;
        foreach (var path in document.GetProperty("paths").EnumerateObject().Where(path => path.Value.TryGetProperty("get", out _) && !path.Name.Contains("handover", StringComparison.Ordinal)))
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            patience.CancelAfter(PatienceMax);
            var operation = path.Value.GetProperty("get");
            using var answer = await portal.Client.GetAsync(AddressOf(path.Name, operation), HttpCompletionOption.ResponseHeadersRead, patience.Token);
            Assert.True(answer.StatusCode is HttpStatusCode.OK, $"{path.Name} answered {answer.StatusCode}");
            var contents = operation.GetProperty("responses").GetProperty("200").GetProperty("content");
            Assert.True(contents.TryGetProperty(answer.Content.Headers.ContentType!.MediaType!, out var content), $"{path.Name} answered {answer.Content.Headers.ContentType}");
            if (answer.Content.Headers.ContentType.MediaType == "application/json")
            {
                var value = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(patience.Token)).RootElement;
                faults.AddRange(shape.Faults(content.GetProperty("schema"), value).Select(fault => $"{path.Name}: {fault}"));
            }

            asked++;
        }

        Assert.Empty(faults);
        Assert.InRange(asked, 20, 100);
    }

    [Fact]
    public async Task Every_json_example_is_as_described_and_none_is_missing()
    {
        await using var portal = await StartAsync();
        var document = await portal.JsonAsync("/openapi/v1.json");
        var shape = new JsonShape(document);
        var contents = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().SelectMany(operation => Contents(operation.Value)
            .Select(content => (Name: $"{operation.Name} {path.Name}", Type: content.Name, content.Value)))).ToArray();

        var faults = contents.Where(content => content.Type.EndsWith("json", StringComparison.Ordinal)).SelectMany(content =>
            !content.Value.TryGetProperty("example", out var example) ? [$"{content.Name} has no example"]
            : content.Type.EndsWith("ndjson", StringComparison.Ordinal) ? []
            : shape.Faults(content.Value.GetProperty("schema"), example).Select(fault => $"{content.Name}: {fault}"));

        Assert.Empty(faults);
        Assert.InRange(contents.Length, 40, 200);
    }

    [Fact]
    public async Task Every_address_has_a_summary_and_every_parameter_a_meaning()
    {
        await using var portal = await StartAsync();

        var operations = (await portal.JsonAsync("/openapi/v1.json")).GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => (path.Name, operation.Value))).ToArray();
        var unsaid = operations.SelectMany(operation => (operation.Value.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray().ToArray() : [])
            .Where(parameter => !parameter.TryGetProperty("description", out var text) || string.IsNullOrEmpty(text.GetString()))
            .Select(parameter => $"{operation.Name} {parameter.GetProperty("name").GetString()}"));

        Assert.Empty(unsaid);
        Assert.All(operations, operation => Assert.False(string.IsNullOrEmpty(operation.Value.GetProperty("summary").GetString())));
    }

    [Fact]
    public async Task The_developers_page_names_every_address_and_needs_no_inline_script()
    {
        await using var portal = await StartAsync();

        var page = await portal.Client.GetStringAsync(new Uri("/developers", UriKind.Relative), Cancellation);
        using var reference = await portal.GetAsync("/developers/reference/index.html");
        var markup = await reference.Content.ReadAsStringAsync(Cancellation);

        foreach (var path in (await portal.JsonAsync("/openapi/v1.json")).GetProperty("paths").EnumerateObject())
        {
            Assert.Contains(path.Name, page, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("script-src 'unsafe", Assert.Single(reference.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Contains("swagger-ui", markup, StringComparison.Ordinal);
        Assert.All(markup.Split("<script").Skip(1), script => Assert.StartsWith("></script>", script[script.IndexOf('>', StringComparison.Ordinal)..], StringComparison.Ordinal));
    }

    // The parameters that are needed, as their examples have them.
    private static Uri AddressOf(string path, JsonElement operation)
    {
        var query = new List<string>();
        foreach (var parameter in operation.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray().ToArray() : [])
        {
            var name = parameter.GetProperty("name").GetString()!;
            if (!parameter.TryGetProperty("required", out var isRequired) || !isRequired.GetBoolean())
            {
                continue;
            }

            var example = parameter.GetProperty("example").GetString()!;
            path = path.Replace($"{{{name}}}", example, StringComparison.Ordinal);
            if (parameter.GetProperty("in").GetString() == "query")
            {
                query.Add($"{name}={Uri.EscapeDataString(example)}");
            }
        }

        return new Uri($"{path}?{string.Join('&', query)}", UriKind.Relative);
    }

    private static IEnumerable<JsonProperty> Contents(JsonElement operation) =>
        operation.GetProperty("responses").EnumerateObject()
            .Where(response => response.Name is "200" or "default" && response.Value.TryGetProperty("content", out _))
            .SelectMany(response => response.Value.GetProperty("content").EnumerateObject());

    private static async Task KeepQueueAsync(LivePortal portal)
    {
        ImmutableArray<AdlQuintile> fifths = [new(20, 1, DecimalNumber.Of(3, 0), DecimalNumber.Of(25, 1), DecimalNumber.Of(25, 1)), new(40, 0, default, null, null)];
        var queue = new AdlQueueRow("BTCUSDT", "usdt", "test", [1], new byte[32], 1, 2, "60", QueueText.Write(fifths), QueueText.Write(fifths), "0", "0");
        await portal.Services.GetRequiredService<AdlQueueStore>().ReplaceAsync(queue, "3 2.5\n", "3 2.5\n", Cancellation);
    }

    private static async Task<LivePortal> StartAsync()
    {
        var portal = await LivePortal.StartAsync();
        await portal.Market.OpenAsync("usdt", "USDT", "1000");
        await portal.Market.SettleAsync(new TestLiquidation("50", "200"), new TestLiquidation("30", "10"));
        await portal.Market.SetRateAsync("usdt", 1_000, portal.Clock.Now);
        await portal.Market.ReverseAsync(3);

        // Entry 7 leaves a loss uncovered, entry 8 starts ADL for it, entry 9 recovers a part.
        var settled = await portal.Market.SettleAsync(TestLiquidation.Bankruptcy("100", "60", "40"));
        await portal.Market.FillAsync(settled[0], 0, "2", "60");
        await KeepQueueAsync(portal);
        await portal.ShownAsync();
        await portal.PublishAsync();
        return portal;
    }
}
