namespace Portal.Web.Features.Compatible;

/// <summary>How an exchange says no.</summary>
internal abstract class CompatibleRefusals : Refusals
{
    /// <summary>426: the address speaks WebSocket alone.</summary>
    public abstract IResult UpgradeRequired();
}
