package dev.coppice.config;

import dev.coppice.config.ConfigReading.Read;
import dev.coppice.config.ConfigReading.Refused;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
    Path file = checkout.resolve(NAME);
    try {
      return read(Files.readString(file), NAME);
    } catch (NoSuchFileException _) {
      return read("", NAME);
    } catch (CharacterCodingException _) {
      return refused("%s is not UTF-8 text.".formatted(file), "Save it as UTF-8.");
    } catch (IOException e) {
      return refused(
          "Could not read %s: %s.".formatted(file, e.getMessage()),
          "Make it a file that you may read, or move it away for the defaults.");
    }
  }

  private static Refused refused(String message, String remedy) {
    return new Refused(List.of(new ConfigProblem(NAME, 1, 1, message, remedy)));
  }
}
