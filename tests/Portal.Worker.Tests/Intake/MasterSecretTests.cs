using System.Security.Cryptography;
using System.Text;
using Portal.Worker.Intake;

namespace Portal.Worker.Tests.Intake;

public sealed class MasterSecretTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-secret-").FullName;

    private string File => Path.Combine(_folder, "deep", "master.key");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_is_made_once_for_its_owner_alone()
    {
        var first = MasterSecret.LoadOrCreate(File);
        var second = MasterSecret.LoadOrCreate(File);

        Assert.Equal(first.Receipt("s", "1"), second.Receipt("s", "1"));
        Assert.Equal(32, new FileInfo(File).Length);
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(File)!));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task Processes_that_start_at_once_agree_on_it()
    {
        for (var round = 0; round < 20; round++)
        {
            var file = Path.Combine(_folder, $"master-{round}.key");
            using var start = new Barrier(4);
            var receipts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait(TestContext.Current.CancellationToken);
                    return Convert.ToHexString(MasterSecret.LoadOrCreate(file).Receipt("s", "1"));
                },
                TestContext.Current.CancellationToken,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)));

            Assert.Single(receipts.Distinct());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(64)]
    public void A_file_of_another_length_is_refused_and_left_alone(int length)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllBytes(File, new byte[length]);

        var refused = Assert.Throws<InvalidDataException>(() => MasterSecret.LoadOrCreate(File));

        Assert.Contains(File, refused.Message, StringComparison.Ordinal);
        Assert.Contains($"{length} bytes", refused.Message, StringComparison.Ordinal);
        Assert.Equal(length, new FileInfo(File).Length);
    }

    [Fact]
    public void Receipts_secrets_and_commitments_follow_their_formulas()
    {
        byte[] key = [.. Enumerable.Range(0, 32).Select(static number => (byte)number)];
        var master = MasterSecret.FromBytes(key);

        var receipt = master.Receipt("exchange", "L-1");

        Assert.Equal(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes("receiptexchange\0L-1")), receipt);
        Assert.Equal(Convert.ToHexStringLower(HMACSHA256.HashData(key, "intakek1"u8)), master.IntakeSecret("k1"));
        Assert.Equal(Convert.ToHexStringLower(HMACSHA256.HashData(receipt, "L-1"u8)), MasterSecret.Commitment(receipt, "L-1"));
    }

    [Fact]
    public void A_record_is_sealed_with_them()
    {
        var record = TestIntake.Liquidation(TestIntake.With(TestIntake.Totals, "account", "\"trader\""));

        Assert.Equal(TestIntake.Master.Receipt(TestIntake.Source, "L-1"), record.Receipt);
        Assert.Equal(MasterSecret.Commitment(record.Receipt, "L-1"), record.IdCommitment);
        Assert.Equal(MasterSecret.Commitment(record.Receipt, "trader"), record.AccountCommitment);
        Assert.Null(TestIntake.Liquidation(TestIntake.Totals).AccountCommitment);
    }
}
