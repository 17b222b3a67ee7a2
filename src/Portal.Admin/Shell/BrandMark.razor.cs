using Microsoft.AspNetCore.Components;

namespace Portal.Admin.Shell;

/// <summary>The portal's mark, as the public pages have it.</summary>
public sealed partial class BrandMark : ComponentBase;
