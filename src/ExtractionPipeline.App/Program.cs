Console.Error.WriteLine("extraction-pipeline");
