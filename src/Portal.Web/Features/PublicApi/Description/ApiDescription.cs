using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Portal.Web.Features.Verification.Guide;
using Portal.Web.Live;

namespace Portal.Web.Features.PublicApi.Description;

/// <summary>Completes the description at <c>/openapi/v1.json</c>: what parameters mean, an example of every answer, and the addresses of intake and log.</summary>
/// <remarks>The texts are in <c>more.json</c> beside this file; a test compares every answer of a running portal, and every example, with its schema.</remarks>
internal static class ApiDescription
{
    private const string Problem = "Problem";

    private static readonly JsonObject Texts = Read();

    private static readonly HashSet<string> Numbers = new(StringComparer.Ordinal)
    {
        "v", "sequence", "fundSequence", "sourceSequence", "contractSequence", "policySequence", "reversedBy",
    };

    /// <summary>An entry or a record of a liquidation: its fields, described with the ledger's format.</summary>
    public static void DescribeEntry(OpenApiSchema schema)
    {
        schema.Type = JsonSchemaType.Object;
        schema.Description = "A ledger entry: its canonical fields. The kind decides which ones there are besides those that are required; /verify/how lists them all.";
        schema.Required = new HashSet<string>(StringComparer.Ordinal) { "v", "sequence", "kind", "recordedAt", "occurredAt" };
        schema.Properties = EntryFormats.Shared.Concat(EntryFormats.Liquidation.Fields).Append(new EntryField("reversedBy", "The entry that took this one back."))
            .ToDictionary(static field => field.Name, static IOpenApiSchema (field) => new OpenApiSchema { Type = TypeOf(field.Name), Description = field.Meaning }, StringComparer.Ordinal);
    }

    /// <summary>What is left out when there is nothing to say is not required.</summary>
    public static void DescribeAbsent(OpenApiSchema schema, JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(static property =>
            property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true) is [JsonIgnoreAttribute { Condition: JsonIgnoreCondition.WhenWritingNull }]))
        {
            schema.Required?.Remove(property.Name);
        }
    }

    /// <summary>Completes the document.</summary>
    public static Task CompleteAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        document.Info.Title = "Insurance Fund Transparency Portal";
        document.Info.Description = Texts["description"]!.GetValue<string>();
        document.Servers?.Clear();
        document.AddComponent(Problem, ProblemSchema());
        var more = OpenApiDocument.Parse(Texts["document"]!.ToJsonString(), OpenApiConstants.Json).Document!;
        foreach (var (path, item) in more.Paths)
        {
            document.Paths[path] = item;
        }

        foreach (var (path, item) in document.Paths)
        {
            // HEAD is the same as GET without its body, which need not be said everywhere.
            item.Operations?.Remove(HttpMethod.Head);
            foreach (var operation in item.Operations?.Values.ToArray() ?? [])
            {
                Complete(path, operation, document);
            }
        }

        return Task.CompletedTask;
    }

    private static void Complete(string path, OpenApiOperation operation, OpenApiDocument document)
    {
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
        {
            // Those of a record are named like its properties; addresses are written in small letters.
            parameter.Name = parameter.In is ParameterLocation.Query ? JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!) : parameter.Name;
            if ((Texts["parameters"]![$"{path} {parameter.Name}"] ?? Texts["parameters"]![parameter.Name!]) is { } text)
            {
                parameter.Description = text["description"]!.GetValue<string>();
                parameter.Example = text["example"]?.DeepClone();
                parameter.Required |= text["required"]?.GetValue<bool>() is true;
            }
        }

        if (operation.Responses?.GetValueOrDefault("200")?.Content is { } contents && Texts["examples"]![path] is { } example)
        {
            foreach (var content in contents.Values)
            {
                content.Example = example.DeepClone();
            }
        }

        operation.Responses ??= [];
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "It was not answered, and why: 400 for a parameter, 404 for what there is not, 429 with Retry-After for who asks too often, 503 with Retry-After while the database is away.",
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["application/problem+json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(Problem, document), Example = Texts["problem"]!.DeepClone() },
            },
        };
    }

    private static OpenApiSchema ProblemSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string>(StringComparer.Ordinal) { "status", "detail", "code" },
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["type"] = Text("Of the status."),
            ["title"] = Text("The status in words."),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "The status." },
            ["detail"] = Text("What is wrong."),
            ["code"] = Text("The same for programs."),
            ["field"] = Text("The parameter or field at fault; absent where none is."),
        },
    };

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };

    private static JsonSchemaType TypeOf(string field) =>
        Numbers.Contains(field) ? JsonSchemaType.Integer
        : field is "replayed" ? JsonSchemaType.Boolean
        : field is "approvedBy" or "correctedPayloads" ? JsonSchemaType.Array
        : JsonSchemaType.String;

    private static JsonObject Read()
    {
        using var file = typeof(ApiDescription).Assembly.GetManifestResourceStream("api-more.json")
            ?? throw new InvalidOperationException("The texts of the API's description are not part of the program.");
        return JsonNode.Parse(file)!.AsObject();
    }
}
