package dev.coppice.runner;

import dev.coppice.agent.AttemptId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The directory of one attempt. What stands in it, who writes it and when is
/// `docs/run-directory.md`; it outlives the program that wrote it.
record RunDirectory(Path runs, AttemptId id) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  Path path() {
    return runs.resolve(id.value());
  }

  Path file(String name) {
    return path().resolve(name);
  }

  boolean exists() {
    return Files.exists(file("intent.json"));
  }

  /// Writes everything an attempt needs before it is spawned; whole and durable or not at all.
  void create(RunSpec spec, Isolation isolation, Instant at) throws IOException {
    Path fresh = runs.resolve(".new-" + id);
    delete(fresh);
    DurableFile.createFolder(fresh);
    DurableFile.createFolder(fresh.resolve("deliverables"));
    String prompt = spec.prompt() == null ? "" : spec.prompt();
    DurableFile.create(fresh.resolve("prompt.md"), prompt.getBytes(StandardCharsets.UTF_8));
    DurableFile.create(fresh.resolve("argv"), arguments(spec));
    for (String name : List.of("lease", "out.log", "err.log", "report.jsonl", "shim.log")) {
      DurableFile.create(fresh.resolve(name), new byte[0]);
    }
    DurableFile.createSynced(fresh.resolve("intent.json"), Intent.bytes(spec, isolation, at));
    DurableFile.syncFolder(fresh);
    Files.move(fresh, path(), StandardCopyOption.ATOMIC_MOVE);
    DurableFile.syncFolder(runs);
  }

  /// What the shim gives to `env`: each argument ended by a NUL.
  private byte[] arguments(RunSpec spec) {
    Map<String, String> environment = new TreeMap<>(spec.environment());
    environment.put("COPPICE_ATTEMPT", id.value());
    environment.put("COPPICE_RUN", path().toString());
    environment.put("COPPICE_REPORT", file("report.jsonl").toString());
    environment.put("COPPICE_DELIVERABLES", file("deliverables").toString());
    environment.put("COPPICE_PROMPT", file("prompt.md").toString());
    StringBuilder text = new StringBuilder();
    for (String argument : ShellEnvironment.arguments(environment)) {
      text.append(argument).append('\0');
    }
    for (String argument : spec.command()) {
      text.append(argument).append('\0');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// Who holds the attempt, empty before it has said so.
  Optional<ProcessIdentity> findIdentity() throws IOException {
    Path file = file("id.json");
    try {
      JsonNode node = JSON.readTree(Files.readAllBytes(file));
      long pid = node.path("pid").asLong(-1);
      long start = node.path("start").asLong(0);
      return Optional.of(
          start == 0
              ? ProcessIdentity.recorded(pid, Files.getLastModifiedTime(file).toInstant())
              : new ProcessIdentity(pid, start, node.path("boot").asString("")));
    } catch (NoSuchFileException | JacksonException e) {
      return Optional.empty();
    }
  }

  Optional<RunEnd> findEnd() throws IOException {
    return ExitRecord.find(file("exit.json"));
  }

  boolean hasEnded() {
    return Files.exists(file("exit.json"));
  }

  /// When the attempt last wrote something.
  Instant lastWritten() throws IOException {
    FileTime last = Files.getLastModifiedTime(file("intent.json"));
    for (String name : List.of("out.log", "err.log", "report.jsonl")) {
      if (Files.exists(file(name))) {
        FileTime written = Files.getLastModifiedTime(file(name));
        last = written.compareTo(last) > 0 ? written : last;
      }
    }
    return last.toInstant();
  }

  void renewLease() throws IOException {
    Files.setLastModifiedTime(file("lease"), FileTime.from(Instant.now()));
  }

  /// Leaves the request for the attempt's end; the first one stays.
  void requestStop(StopReason reason) throws IOException {
    if (!Files.exists(file("stop"))) {
      DurableFile.replace(file("stop"), (reason.word() + "\n").getBytes(StandardCharsets.UTF_8));
    }
    poke();
  }

  /// Makes the shim look. Opened for reading and writing, or opening would wait for a reader.
  void poke() throws IOException {
    try (FileChannel control =
        FileChannel.open(file("control"), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      control.write(ByteBuffer.wrap(new byte[] {'\n'}));
    } catch (NoSuchFileException e) {
      // Not up yet: it looks at the request when it is.
    }
  }

  /// The last line the shim complained with, empty when it did not.
  String lastComplaint() throws IOException {
    Path file = file("shim.log");
    if (!Files.exists(file) || Files.size(file) == 0) {
      return "";
    }
    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, StandardCharsets.UTF_8).strip();
    return TerminalText.plain(text.substring(text.lastIndexOf('\n') + 1));
  }

  /// Removes the directory; a crash in between leaves nothing that looks like an attempt.
  void delete() throws IOException {
    Path gone = runs.resolve(".gone-" + id);
    delete(gone);
    Files.move(path(), gone, StandardCopyOption.ATOMIC_MOVE);
    delete(gone);
  }

  /// Deletes a tree without following links, also where the attempt took the rights away.
  static void delete(Path tree) throws IOException {
    if (!Files.exists(tree, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path folder, @org.jspecify.annotations.Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
