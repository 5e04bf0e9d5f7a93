package dev.coppice.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// The demo's files as `files.txt` lists them, written out as a git repository, a folder of scripts
/// and the scripted agent.
record DemoFiles(Path repository, Path scripts, Path agent) {
  /// One line of `files.txt`.
  record Listed(String kind, boolean executable, String path) {
    String resource() {
      return kind + "/" + path;
    }
  }

  static List<Listed> listed() {
    return text("/dev/coppice/demo/files.txt")
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split(" ", 3))
        .map(words -> new Listed(words[0], words[1].equals("x"), words[2]))
        .toList();
  }

  static DemoFiles writeInto(Path folder) {
    for (Listed file : listed()) {
      write(
          folder.resolve(file.resource()),
          text("/dev/coppice/demo/" + file.resource()),
          file.executable());
    }
    Path agent = folder.resolve("agent.sh");
    write(agent, text("/dev/coppice/scripted/agent.sh"), true);
    Path repository = folder.resolve("system");
    Command.outputOf(repository, "git", "init", "-q", "-b", "main");
    Command.outputOf(repository, "git", "add", "-A");
    Command.outputOf(repository, "git", "commit", "-q", "-m", "Begin");
    return new DemoFiles(repository, folder.resolve("scripts"), agent);
  }

  private static void write(Path file, String text, boolean executable) {
    try {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.writeString(file, text);
      if (executable && !file.toFile().setExecutable(true)) {
        throw new AssertionError(file + " cannot be made executable");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String resource) {
    try (InputStream in = DemoFiles.class.getResourceAsStream(resource)) {
      return new String(
          Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
