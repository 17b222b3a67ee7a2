using System.Globalization;
using System.Text;
using Portal.Settlement.Contracts;
using Portal.Settlement.Ledger;
using Portal.Settlement.Liquidations;
using Portal.Settlement.TransparencyLog;

namespace Portal.Web.Live;

/// <summary>Writes the public record of a liquidation: the entry's own fields, byte for byte, then what follows from them.</summary>
internal static class LiquidationJson
{
    public static RawJson Of(ReadOnlySpan<byte> canonical, LiquidationOutcome outcome, Contract contract, long? reversedBy)
    {
        var leafHash = Convert.ToHexStringLower(MerkleTree.LeafHash(canonical));
        var reversal = reversedBy is { } sequence ? string.Create(CultureInfo.InvariantCulture, $",\"reversedBy\":{sequence}") : string.Empty;
        var added = $$"""
            ,"contractKind":"{{ChoiceText.Of(contract.Kind)}}","contractValue":"{{contract.ContractValue}}","outcome":"{{ChoiceText.Of(outcome)}}","leafHash":"{{leafHash}}"{{reversal}}}
            """;

        // The canonical form ends in the brace that the added fields end in.
        var record = new byte[canonical.Length - 1 + added.Length];
        canonical[..^1].CopyTo(record);
        Encoding.ASCII.GetBytes(added, record.AsSpan(canonical.Length - 1));
        return new RawJson(record);
    }
}
