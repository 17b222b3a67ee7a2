using Portal.Verify;

return await VerifyCommand.RunAsync(args);
