using System.Globalization;
using Portal.Settlement.Contracts;
using Portal.Settlement.Deleveraging;
using Portal.Settlement.Liquidations;

namespace Portal.Web.Features.Embeds;

/// <summary>Every word of the widgets, in the languages they speak.</summary>
internal sealed record EmbedText
{
    private static readonly EmbedText English = new()
    {
        Title = "Insurance fund",
        Live = "Live",
        Stale = "No connection, as of",
        AsOf = "As of",
        In24Hours = "in 24 h",
        AllFunds = "All funds",
        Latest = "Latest liquidations",
        None = "No liquidation yet.",
        Demo = "Demo market: simulated trades, no real money.",
        Stopped = "Settling has stopped. Figures are complete up to",
        Verify = "Check it yourself",
        All = "All liquidations",
        Room = "until ADL starts",
        Active = "ADL is on; it stops above",
        BalanceNow = "Balance",
        Warning = "ADL warning at",
        Trigger = "ADL starts at",
        Floor = "Floor",
        Reversed = "taken back",
        NoFund = "There is no such fund",
        NoFundMore = "Name one of the portal's funds in the widget's address.",
        Adl = ["ADL off", "ADL warning", "ADL active"],
        Outcomes = ["Fund paid", "Fund received", "Could not pay", "To the trader", "Even"],
        Sides = ["long", "short"],
    };

    private static readonly EmbedText Chinese = new()
    {
        Title = "保险基金",
        Live = "实时",
        Stale = "连接中断，数据截至",
        AsOf = "截至",
        In24Hours = "24 小时",
        AllFunds = "全部基金",
        Latest = "最新强平",
        None = "暂无强平。",
        Demo = "演示市场：模拟交易，不涉及真实资金。",
        Stopped = "结算已停止。数据完整截至",
        Verify = "自行验证",
        All = "全部强平",
        Room = "距自动减仓启动",
        Active = "自动减仓进行中，停止线",
        BalanceNow = "余额",
        Warning = "自动减仓预警",
        Trigger = "自动减仓启动",
        Floor = "下限",
        Reversed = "已撤销",
        NoFund = "没有这个基金",
        NoFundMore = "请在组件地址中指定本站的一个基金。",
        Adl = ["自动减仓未启动", "自动减仓预警", "自动减仓进行中"],
        Outcomes = ["基金支付", "基金收取", "无法支付", "归还交易者", "持平"],
        Sides = ["多", "空"],
    };

    /// <summary>In the language of the page that is being rendered.</summary>
    public static EmbedText Current => CultureInfo.CurrentUICulture.Name == EmbedLook.Chinese ? Chinese : English;

    public required string Title { get; init; }

    public required string Live { get; init; }

    public required string Stale { get; init; }

    public required string AsOf { get; init; }

    public required string In24Hours { get; init; }

    public required string AllFunds { get; init; }

    public required string Latest { get; init; }

    public required string None { get; init; }

    public required string Demo { get; init; }

    public required string Stopped { get; init; }

    public required string Verify { get; init; }

    public required string All { get; init; }

    public required string Room { get; init; }

    public required string Active { get; init; }

    public required string BalanceNow { get; init; }

    public required string Warning { get; init; }

    public required string Trigger { get; init; }

    public required string Floor { get; init; }

    public required string Reversed { get; init; }

    public required string NoFund { get; init; }

    public required string NoFundMore { get; init; }

    private string[] Adl { get; init; } = [];

    private string[] Outcomes { get; init; } = [];

    private string[] Sides { get; init; } = [];

    public string Of(AdlState state) => Adl[state switch { AdlState.Active => 2, AdlState.Warning => 1, _ => 0 }];

    public string Of(FundDraw result) => Outcomes[
        result.Draw.Units > 0 ? 0
        : result.Surplus.Units > 0 ? 1
        : result.Uncovered.Units > 0 ? 2
        : result.ToTrader.Units > 0 ? 3
        : 4];

    public string? Of(PositionSide? side) => side switch
    {
        PositionSide.Long => Sides[0],
        PositionSide.Short => Sides[1],
        _ => null,
    };
}
