using Spectre.Console;

const int CouldNotRun = 2;

var output = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
output.WriteLine("Usage: Portal.Verify <address>");
output.WriteLine("Checks the whole log of a portal and every balance in it. The portal keeps no log yet, so there is nothing to check.");
return CouldNotRun;
