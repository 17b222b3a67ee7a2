namespace Portal.Verify;

/// <summary>The check could not be made, which says nothing about the log. The message says why.</summary>
public sealed class CouldNotRunException : Exception
{
    /// <summary>Says why.</summary>
    public CouldNotRunException(string message)
        : base(message)
    {
    }

    /// <summary>Says why, with what went wrong below it.</summary>
    public CouldNotRunException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
