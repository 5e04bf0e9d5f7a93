package dev.coppice.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// `{dataDir}/orchestrators/{systemId}.json`: the orchestrator as other programs read it, never
/// half written.
public final class OrchestratorFile {
  private static final String SUFFIX = ".json";

  private final String systemId;
  private final Path directory;
  private final Path path;

  public OrchestratorFile(Path dataDir, String systemId) {
    this.systemId = systemId;
    this.directory = dataDir.resolve("orchestrators");
    this.path = directory.resolve(SystemFileName.encode(systemId) + SUFFIX);
  }

  public String systemId() {
    return systemId;
  }

  public Path path() {
    return path;
  }

  /// Replaces the file; durable on return.
  public void write(String json) {
    Disk.createPrivateDirectory(directory);
    Disk.replace(path, json.getBytes(StandardCharsets.UTF_8));
  }

  /// The text of the file, or nothing when there is none.
  public Optional<String> read() {
    return read(path);
  }

  /// Where the system lies, as the file has it; nothing when there is no such file.
  public Optional<Path> systemPath() {
    try {
      return read().flatMap(json -> textIn(json, "systemPath")).map(Path::of);
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  /// The ids of the systems that have such a file in `dataDir`, sorted.
  public static List<String> systems(Path dataDir) {
    Path directory = dataDir.resolve("orchestrators");
    List<String> systems = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "[!.]*" + SUFFIX)) {
        files.forEach(file -> systemOf(file).ifPresent(systems::add));
      } catch (IOException e) {
        throw Disk.trouble("list", directory, e);
      }
    }
    systems.sort(null);
    return List.copyOf(systems);
  }

  private static Optional<String> systemOf(Path file) {
    String name = file.getFileName().toString();
    name = name.substring(0, name.length() - SUFFIX.length());
    if (SystemFileName.isHashed(name)) {
      return read(file).flatMap(json -> textIn(json, "systemId"));
    }
    // A name that Coppice would not have given belongs to somebody else.
    return SystemFileName.decode(name);
  }

  private static Optional<String> textIn(String json, String name) {
    try {
      return JsonMapper.shared().readTree(json).path(name).asStringOpt();
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw Disk.trouble("read", file, e);
    }
  }
}
