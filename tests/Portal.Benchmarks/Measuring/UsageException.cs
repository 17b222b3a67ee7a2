namespace Portal.Benchmarks.Measuring;

/// <summary>The command line asks for something that no benchmark does; the message says what.</summary>
internal sealed class UsageException(string message) : Exception(message);
