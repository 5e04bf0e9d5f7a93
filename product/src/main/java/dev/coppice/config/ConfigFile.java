package dev.coppice.config;

import dev.coppice.config.CheckoutText.Absent;
import dev.coppice.config.CheckoutText.Text;
import dev.coppice.config.CheckoutText.Unreadable;
import dev.coppice.config.ConfigReading.Read;
import dev.coppice.config.ConfigReading.Refused;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/// Reads `coppice.yaml`: all of it or, when anything in it is wrong, nothing.
public final class ConfigFile {
  /// The file's name in the root of a repository.
  public static final String NAME = "coppice.yaml";

  private ConfigFile() {}

  /// Reads the text of a file, which is called `fileName` in problems; an empty text is all
  /// defaults.
  public static ConfigReading read(String text, String fileName) {
    return read(text, fileName, BuiltInAgents.definitions());
  }

  /// The same where the program brings other agents than the built-in ones.
  public static ConfigReading read(
      String text, String fileName, Collection<AgentDefinition> agents) {
    Problems problems = new Problems(fileName);
    ConfigReader reader = new ConfigReader(problems, YamlText.compose(text, problems).orElse(null));
    Config config = reader.read(agents);
    return problems.isEmpty() ? new Read(config) : new Refused(problems.inFileOrder());
  }

  /// Reads the file in the root of a checkout; where there is none, all defaults.
  public static ConfigReading readIn(Path checkout) {
    return readIn(checkout, BuiltInAgents.definitions());
  }

  /// The same where the program brings other agents than the built-in ones.
  public static ConfigReading readIn(Path checkout, Collection<AgentDefinition> agents) {
    return switch (CheckoutText.read(checkout, NAME)) {
      case Text text -> read(text.text(), NAME, agents);
      case Absent _ -> read("", NAME, agents);
      case Unreadable unreadable ->
          new Refused(
              List.of(new ConfigProblem(NAME, 1, 1, unreadable.what(), unreadable.remedy())));
    };
  }
}
