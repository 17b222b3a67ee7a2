namespace Portal.Settlement;

/// <summary>Why an input can't be accepted: an outcome for its sender, not an exception.</summary>
/// <param name="Code">Stable, machine-readable kebab-case name of the fault, for example <c>negative-margin</c>.</param>
/// <param name="Field">The input field at fault as the sender wrote it; null when the whole record is.</param>
/// <param name="Detail">One sentence for a person.</param>
public sealed record Problem(string Code, string? Field, string Detail)
{
    /// <inheritdoc/>
    public override string ToString() => Field is null ? Detail : $"{Field}: {Detail}";
}

/// <summary>A value, or the reason why there is none.</summary>
public readonly record struct Checked<T>
{
    private readonly T? _value;

    private Checked(T? value, Problem? problem) => (_value, Problem) = (value, problem);

    /// <summary>Why there is no value; null when there is one.</summary>
    public Problem? Problem { get; }

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">There is only a problem.</exception>
    public T Value => Problem is null ? _value! : throw new InvalidOperationException(Problem.ToString());

    /// <summary>Takes a value as accepted.</summary>
    public static implicit operator Checked<T>(T value) => new(value, null);

    /// <summary>Takes a problem as the outcome.</summary>
    public static implicit operator Checked<T>(Problem problem) => new(default, problem);
}
