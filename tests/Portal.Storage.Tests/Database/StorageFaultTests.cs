using Microsoft.Data.Sqlite;
using Portal.Storage.Database;
using SQLitePCL;

namespace Portal.Storage.Tests.Database;

public sealed class StorageFaultTests
{
    [Theory]
    [InlineData(raw.SQLITE_BUSY, true)]
    [InlineData(raw.SQLITE_LOCKED, true)]
    [InlineData(raw.SQLITE_CONSTRAINT, false)]
    [InlineData(raw.SQLITE_FULL, false)]
    public void A_locked_file_passes_by_itself_and_a_broken_rule_does_not(int code, bool transient) =>
        Assert.Equal(transient, StorageFault.IsTransient(new SqliteException("fault", code)));

    [Theory]
    [InlineData(raw.SQLITE_BUSY, false)]
    [InlineData(raw.SQLITE_IOERR, true)]
    public void A_commit_that_met_a_lock_did_not_take_place_and_one_that_lost_its_disk_is_unknown(int code, bool unknown) =>
        Assert.Equal(unknown, StorageFault.LeavesCommitUnknown(new SqliteException("fault", code)));

    [Fact]
    public void A_commit_whose_connection_is_gone_is_unknown() =>
        Assert.True(StorageFault.LeavesCommitUnknown(new InvalidOperationException("The connection is closed.")));
}
