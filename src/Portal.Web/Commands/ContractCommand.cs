using System.CommandLine;
using System.Text;
using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Ledger;
using Portal.Storage.Ledger;

namespace Portal.Web.Commands;

/// <summary><c>contract add</c>: lists a contract, or new terms for one.</summary>
internal static class ContractCommand
{
    public static Command Make(PortalCommandLine commands)
    {
        var symbol = new Argument<string>("symbol") { Description = "The exchange's symbol." };
        var kind = new Option<string>("--kind") { Required = true, Description = "linear or inverse." };
        kind.AcceptOnlyFromAmong([.. ChoiceText.All<ContractKind>()]);
        var settle = new Option<string>("--settle") { Required = true, Description = "The asset it settles in." };
        var value = new Option<string>("--contract-value") { DefaultValueFactory = static _ => "1", Description = "What one contract stands for." };
        var fund = new Option<string?>("--fund") { Description = "The fund that covers it." };
        var publish = new Option<string>("--publish") { DefaultValueFactory = static _ => "full", Description = "full, or bankruptcy: keeps entry price and margin out of the public record." };
        publish.AcceptOnlyFromAmong([.. ChoiceText.All<ContractPublication>()]);
        var add = new Command("add", "Lists a contract.") { symbol, kind, settle, value, fund, publish };
        add.SetAction((parsed, cancellation) => commands.WithServicesAsync(
            async services =>
            {
                var contractValue = Quantity.Read(parsed.GetRequiredValue(value), "contract-value");
                if (contractValue.Problem is { } valueProblem)
                {
                    return PortalCommandLine.Refuse(valueProblem);
                }

                var listed = new ContractListed(
                    parsed.GetRequiredValue(symbol).Normalize(NormalizationForm.FormC),
                    new Contract(ChoiceText.Find<ContractKind>(parsed.GetRequiredValue(kind))!.Value, contractValue.Value),
                    parsed.GetRequiredValue(settle),
                    ChoiceText.Find<ContractPublication>(parsed.GetRequiredValue(publish))!.Value,
                    CommandTime.OperatorHandle);
                var now = CommandTime.Now(services.GetRequiredService<TimeProvider>());
                var written = await services.GetRequiredService<DecisionStore>().WriteAsync(
                    state => LedgerDecisions.ListContract(state, listed, parsed.GetValue(fund), now),
                    CommandAudit.Of(now, "contract.listed", listed.Symbol, entry => new { sequence = entry.Sequence, fund = entry.FundId, settle = listed.SettleAssetCode }),
                    cancellation);
                if (written.Problem is { } problem)
                {
                    return PortalCommandLine.Refuse(problem);
                }

                PortalCommandLine.Say($"Contract [bold]{listed.Symbol}[/] is listed (entry {written.Value[0].Sequence}).");
                return 0;
            },
            cancellation));
        return new Command("contract", "Lists contracts.") { add };
    }
}
