using Portal.Benchmarks.Measuring;
using Portal.Benchmarks.Pushing;

namespace Portal.Benchmarks.Serving;

/// <summary>Answers a second of what programs, other sites and visitors ask for most, against nginx with the same bytes in a file.</summary>
internal static class ServeBenchmark
{
    private const double Aim = 0.5;

    public static async Task RunAsync(BenchmarkArguments arguments, CancellationToken cancellation)
    {
        var rounds = arguments.Number("rounds", otherwise: 5, least: 1, most: 50);
        var time = arguments.Seconds("seconds", 3);
        using var folder = ScratchFolder.Make(arguments.Text("folder"), 200_000_000);
        await using var portal = await ServedPortal.StartAsync(folder, cancellation, "--Portal:Limits:RequestsPerAddress=1000000");
        using var client = new HttpClient { BaseAddress = portal.Child.Address };
        var funds = System.Text.Json.JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/v1/funds", UriKind.Relative), cancellation));
        var fund = funds.RootElement.GetProperty("funds")[0].GetProperty("id").GetString();
        string[] paths = ["/api/v1/funds", $"/badge/{fund}.svg", "/"];
        var files = new List<(string Name, byte[] Bytes, string ContentType)>();
        foreach (var path in paths)
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), cancellation);
            answer.EnsureSuccessStatusCode();
            files.Add(($"file{files.Count}", await answer.Content.ReadAsByteArrayAsync(cancellation), answer.Content.Headers.ContentType!.MediaType!));
        }

        await using var nginx = await Nginx.StartAsync(folder, files, cancellation);
        var comparisons = paths.Select((path, index) => new Comparison($"{path} ({files[index].Bytes.Length:#,0} bytes)", "nginx, the same bytes in a file", "answers/s")).ToList();
        foreach (var path in paths)
        {
            // What is asked first is compiled first.
            await Wrk.AskAsync(new Uri(portal.Child.Address, path), TimeSpan.FromSeconds(2), cancellation);
        }

        for (var round = 0; round < rounds; round++)
        {
            for (var index = 0; index < paths.Length; index++)
            {
                var mine = await Wrk.AskAsync(new Uri(portal.Child.Address, paths[index]), time, cancellation);
                var yardstick = await Wrk.AskAsync(new Uri(nginx.Address, files[index].Name), time, cancellation);
                comparisons[index].Add(mine, yardstick);
            }

            Console.WriteLine($"Round {round + 1}, load {Machine.Load()}");
        }

        comparisons[0].Print(Aim);
        comparisons[1].Print(Aim);
        comparisons[2].Print();
    }
}
