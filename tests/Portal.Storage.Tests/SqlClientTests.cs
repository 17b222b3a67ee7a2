using System.Data;
using Microsoft.Data.SqlClient;

namespace Portal.Storage.Tests;

/// <summary>SqlClient runs with the project that stands in for Microsoft.SqlServer.Server.</summary>
public sealed class SqlClientTests
{
    [Fact]
    public void A_connection_can_be_made()
    {
        using var connection = new SqlConnection("Server=localhost;Encrypt=true");

        Assert.Equal(ConnectionState.Closed, connection.State);
    }

    [Fact]
    public void A_table_can_be_a_parameter()
    {
        using var rows = new DataTable();
        rows.Columns.Add("sequence", typeof(long));

        var parameter = new SqlParameter("@rows", SqlDbType.Structured) { TypeName = "dbo.sequences", Value = rows };

        Assert.Equal(SqlDbType.Structured, parameter.SqlDbType);
        Assert.Same(rows, parameter.Value);
    }
}
