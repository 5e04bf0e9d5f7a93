import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Runs google-java-format over whole folders and remembers which files it has already found good:
/// `Format.java --check|--replace <memory file> <folder>...`
class Format {
  public static void main(String[] args) throws Exception {
    boolean repair = args[0].endsWith("replace");
    Path memory = Path.of(args[1]);
    Files.deleteIfExists(unformattedFiles(memory));
    Set<String> known =
        Files.exists(memory) ? new HashSet<>(Files.readAllLines(memory)) : new HashSet<>();
    List<Path> files = new ArrayList<>();
    for (String folder : Arrays.asList(args).subList(2, args.length)) {
      try (var found = Files.walk(Path.of(folder))) {
        found.filter(file -> file.toString().endsWith(".java")).sorted().forEach(files::add);
      }
    }

    List<String> unknown = new ArrayList<>();
    for (Path file : files) {
      if (!known.contains(stateOf(file))) {
        unknown.add(file.toString());
      }
    }
    if (unknown.isEmpty()) {
      return;
    }

    List<String> command =
        new ArrayList<>(repair ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
    command.addAll(unknown);
    var unformatted = new StringWriter();
    var errors = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int exit =
        new Main(new PrintWriter(unformatted, true), errors, InputStream.nullInputStream())
            .format(command.toArray(String[]::new));
    if (exit != 0) {
      String names = unformatted.toString().strip();
      System.err.println(
          names.isEmpty()
              ? "The formatter could not read the files named above."
              : "Not formatted:\n" + names);
      // Not an exit code: Maven would print its own stack under it. The build looks for this file.
      Files.createDirectories(memory.getParent());
      Files.writeString(unformattedFiles(memory), names + "\n");
      return;
    }

    Set<String> good = new TreeSet<>();
    for (Path file : files) {
      good.add(stateOf(file));
    }
    Files.createDirectories(memory.getParent());
    Files.write(memory, good);
  }

  private static Path unformattedFiles(Path memory) {
    return memory.resolveSibling("unformatted-files");
  }

  private static String stateOf(Path file) throws IOException {
    return Files.getLastModifiedTime(file).toMillis() + " " + Files.size(file) + " " + file;
  }
}
