using System.Reflection;
using System.Runtime.CompilerServices;

namespace Portal.Web.Tests.Architecture;

/// <summary>Amounts are whole units. A binary fraction has no place in the rules, not even on the way.</summary>
public sealed class ExactAmountsTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Type[] Inexact = [typeof(float), typeof(double), typeof(Half)];

    [Fact]
    public void No_rule_holds_takes_or_returns_a_binary_fraction()
    {
        var types = Assembly.Load("Portal.Settlement").GetTypes()
            .Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false))
            .ToArray();

        Assert.NotEmpty(types);
        Assert.Empty(types.SelectMany(InexactMembers));
    }

    [Theory]
    [InlineData(nameof(Sample.Field))]
    [InlineData(nameof(Sample.Takes))]
    [InlineData(nameof(Sample.Returns))]
    public void A_binary_fraction_is_found_wherever_it_hides(string member)
    {
        Assert.Contains(InexactMembers(typeof(Sample)), found => found.EndsWith($".{member}", StringComparison.Ordinal));
    }

    private static IEnumerable<string> InexactMembers(Type type)
    {
        var fields = type.GetFields(Declared).Where(field => IsInexact(field.FieldType)).Select(field => field.Name);
        var constructors = type.GetConstructors(Declared).Where(Takes).Select(constructor => constructor.Name);
        var methods = type.GetMethods(Declared)
            .Where(method => IsInexact(method.ReturnType) || Takes(method))
            .Select(method => method.Name);

        return fields.Concat(constructors).Concat(methods).Select(member => $"{type.FullName}.{member}");
    }

    private static bool Takes(MethodBase method) => method.GetParameters().Any(parameter => IsInexact(parameter.ParameterType));

    /// <summary>Also an array of it, a reference to it, a nullable one or a list of them.</summary>
    private static bool IsInexact(Type type) =>
        Inexact.Contains(type)
        || (type.HasElementType && IsInexact(type.GetElementType()!))
        || (type.IsGenericType && type.GetGenericArguments().Any(IsInexact));

    private static class Sample
    {
        public static readonly double? Field = 1;

        public static void Takes(in ReadOnlySpan<float> prices) => _ = prices.Length;

        public static IReadOnlyList<double[]> Returns() => [];
    }
}
