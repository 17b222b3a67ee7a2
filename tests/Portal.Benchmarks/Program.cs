const int CouldNotRun = 2;

Console.Error.WriteLine("Usage: Portal.Benchmarks <name>");
Console.Error.WriteLine("There is no benchmark yet: they arrive with what they measure.");
return CouldNotRun;
