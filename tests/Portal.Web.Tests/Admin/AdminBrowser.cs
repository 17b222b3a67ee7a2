using System.Net;
using System.Text.RegularExpressions;

namespace Portal.Web.Tests.Admin;

/// <summary>What a page answered.</summary>
internal sealed record AdminAnswer(HttpStatusCode Status, string? Location, string Page, HttpResponseMessage Message);

/// <summary>Keeps cookies, fills in forms and follows nothing by itself.</summary>
internal sealed partial class AdminBrowser : IDisposable
{
    private readonly HttpClient _client;

    public AdminBrowser(Uri address)
    {
        Address = address;
        _client = new HttpClient(new HttpClientHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
    }

    public CookieContainer Cookies { get; } = new();

    public Uri Address { get; }

    /// <summary>The cookie that says who is signed in.</summary>
    public string? SessionCookie => Cookies.GetCookies(Address)["portal-admin"]?.Value;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public Task<AdminAnswer> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative)));

    public Task<AdminAnswer> PasswordAsync(string email, string password, string path = "/admin/sign-in") =>
        FillInAsync(path, "sign-in", ("Email", email), ("Password", password));

    public Task<AdminAnswer> CodeAsync(string code, string path = "/admin/sign-in/code") => FillInAsync(path, "code", ("Code", code));

    /// <summary>Opens a page, fills in one of its forms with its hidden fields and sends it.</summary>
    public async Task<AdminAnswer> FillInAsync(string path, string form, params (string Name, string Value)[] fields)
    {
        var page = await GetAsync(path);
        Assert.True(page.Status == HttpStatusCode.OK, $"{path} answered {page.Status} {page.Location}");
        return await PostAsync(form.StartsWith("admin/", StringComparison.Ordinal) ? $"/{form}" : path, [.. HiddenIn(page, form).Where(field => fields.All(other => other.Name != field.Name)), .. fields]);
    }

    /// <summary>The hidden fields of a form that a page has.</summary>
    public static IEnumerable<(string Name, string Value)> HiddenIn(AdminAnswer page, string form)
    {
        var markup = Form().Matches(page.Page).Select(match => match.Value)
            .Single(candidate => candidate.Contains($"value=\"{form}\"", StringComparison.Ordinal) || candidate.Contains($"action=\"{form}\"", StringComparison.Ordinal));
        return Hidden().Matches(markup).Select(match => (match.Groups["name"].Value, WebUtility.HtmlDecode(match.Groups["value"].Value)));
    }

    public Task<AdminAnswer> PostAsync(string path, params (string Name, string Value)[] fields) => SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative))
    {
        Content = new FormUrlEncodedContent(fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value))),
    });

    /// <summary>Posts nothing, as a page of some site would.</summary>
    public Task<AdminAnswer> PostAsync(string path, string origin) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Headers = { { "Origin", origin } } });

    public void Dispose() => _client.Dispose();

    private async Task<AdminAnswer> SendAsync(HttpRequestMessage request)
    {
        var answer = await _client.SendAsync(request, Cancellation);
        var location = answer.Headers.Location is { IsAbsoluteUri: true } absolute && absolute.Authority == Address.Authority
            ? absolute.PathAndQuery
            : answer.Headers.Location?.OriginalString;
        return new AdminAnswer(answer.StatusCode, location, await answer.Content.ReadAsStringAsync(Cancellation), answer);
    }

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\"(?: value=\"(?<value>[^\"]*)\")?")]
    private static partial Regex Hidden();
}
