package ledger;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Finds the commands: every class beside this one whose name ends in Command. */
final class Commands {
  private static final String ENDING = "Command.class";

  private Commands() {}

  /** All commands, by name. */
  static List<Command> all() {
    List<Command> commands = new ArrayList<>();
    try {
      Path folder = Path.of(Commands.class.getResource("Commands.class").toURI()).getParent();
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : (Iterable<Path>) files::iterator) {
          String name = file.getFileName().toString();
          if (name.endsWith(ENDING) && !name.equals(ENDING)) {
            commands.add(create(name.replace(".class", "")));
          }
        }
      }
    } catch (IOException | URISyntaxException | ReflectiveOperationException e) {
      throw new IllegalStateException("the program's own classes cannot be listed", e);
    }
    commands.sort(Comparator.comparing(Command::name));
    return commands;
  }

  private static Command create(String name) throws ReflectiveOperationException {
    Class<?> type = Class.forName("ledger." + name, true, Commands.class.getClassLoader());
    return (Command) type.getDeclaredConstructor().newInstance();
  }
}
