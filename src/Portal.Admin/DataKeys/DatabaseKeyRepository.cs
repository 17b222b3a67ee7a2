using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Portal.Storage.People;

namespace Portal.Admin.DataKeys;

/// <summary>Keeps the data-protection keys in the portal's database, so that a cookie of one web node is good on the others.</summary>
public sealed class DatabaseKeyRepository(DataKeyStore keys, TimeProvider clock) : IXmlRepository
{
    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements() => [.. keys.ReadAll().Select(static xml => XElement.Parse(xml))];

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        ArgumentNullException.ThrowIfNull(element);
        var name = string.IsNullOrEmpty(friendlyName) ? Guid.NewGuid().ToString("N") : friendlyName;
        keys.Add(name, element.ToString(SaveOptions.DisableFormatting), clock.GetUtcNow());
    }
}
