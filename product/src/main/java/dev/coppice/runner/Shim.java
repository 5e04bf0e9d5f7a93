package dev.coppice.runner;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// Starts the shell scripts an attempt lives under. They stand in a folder named by their hash, so
/// a new version never changes a script that a running shell still reads.
final class Shim {
  private static final List<String> SCRIPTS = List.of("shim.sh", "init.sh", "reap.sh", "seal.sh");
  private static final int SEAL_SECONDS = 20;
  private static final int HELD = 75;

  /// What the scripts need, asked of the shell itself. Prints what is missing.
  private static final String NEEDS =
      """
      ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 501)) || echo "bash 5.1 or newer (this is $BASH_VERSION)"
      for tool in setsid flock env stat mkfifo mv rm grep; do type -P "$tool" >/dev/null || echo "$tool"; done
      """;

  private final Path scripts;
  private final String path;
  private final Isolation isolation;
  private final Optional<String> missing;

  Shim(Path dataDir, Isolation isolation) throws IOException {
    String own = System.getenv("PATH");
    this.path = own == null || own.isEmpty() ? "/usr/local/bin:/usr/bin:/bin" : own;
    this.isolation = isolation;
    this.scripts = extract(dataDir.resolve("shim"));
    this.missing = findMissing();
  }

  /// What the shim cannot do without and does not find here.
  Optional<String> missing() {
    return missing;
  }

  /// Starts the shim of an attempt. It belongs to nobody from its birth, as it would after our
  /// death: no thread waits for it, and no signal from our terminal reaches it.
  void spawn(RunDirectory directory, RunSpec spec) throws IOException, InterruptedException {
    RunLimits limits = spec.limits();
    List<String> command = new ArrayList<>(List.of("setsid", "--fork", "bash", "-p"));
    command.add(scripts.resolve("shim.sh").toString());
    command.add(directory.path().toString());
    command.add(Long.toString(limits.wall().toMillis()));
    command.add(Long.toString(limits.grace().toMillis()));
    command.add(Long.toString(limits.lease().toMillis()));
    command.add(Long.toString(limits.outputBytes()));
    command.add(isolation.level().word());
    command.addAll(isolation.wrapper());
    ProcessBuilder builder = builder(command, directory);
    builder.directory(spec.directory().toFile());
    builder.environment().putAll(ShellEnvironment.passed(spec.environment(), path));
    builder.start().waitFor();
  }

  /// Closes an attempt whose holder is gone. False when it is held after all.
  boolean seal(RunDirectory directory, String why) throws IOException, InterruptedException {
    String quoted = why.replaceAll("[\\p{Cntrl}\"\\\\]", "'");
    ProcessBuilder builder =
        builder(
            List.of(
                "bash",
                "-p",
                scripts.resolve("seal.sh").toString(),
                directory.path().toString(),
                quoted),
            directory);
    builder.environment().putAll(Map.of("PATH", path, "LC_ALL", "C"));
    Process process = builder.start();
    if (!process.waitFor(SEAL_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return false;
    }
    return process.exitValue() != HELD;
  }

  private ProcessBuilder builder(List<String> command, RunDirectory directory) {
    List<String> found = new ArrayList<>(command);
    found.set(
        0,
        CommandLookup.find(command.getFirst(), path, Path.of("/"))
            .map(Path::toString)
            .orElse(command.getFirst()));
    ProcessBuilder builder = new ProcessBuilder(found);
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(directory.file("shim.log").toFile()));
    builder.environment().clear();
    return builder;
  }

  private Optional<String> findMissing() throws IOException {
    if (CommandLookup.find("bash", path, Path.of("/")).isEmpty()) {
      return Optional.of("bash");
    }
    Process process =
        new ProcessBuilder("bash", "-p", "-c", NEEDS).redirectErrorStream(true).start();
    try (InputStream said = process.getInputStream()) {
      String text = new String(said.readAllBytes(), StandardCharsets.UTF_8).strip();
      return text.isEmpty() ? Optional.empty() : Optional.of(text.replace("\n", ", "));
    }
  }

  private static Path extract(Path folder) throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    MessageDigest digest = sha256();
    for (String name : SCRIPTS) {
      try (InputStream resource = Shim.class.getResourceAsStream("shim/" + name)) {
        if (resource == null) {
          throw new RunnerException(
              "the script " + name + " is missing from this build of Coppice");
        }
        byte[] content = resource.readAllBytes();
        contents.put(name, content);
        digest.update(content);
      }
    }
    Path target = folder.resolve(HexFormat.of().formatHex(digest.digest(), 0, 8));
    if (!matches(target, contents)) {
      DurableFile.createFolders(folder);
      install(target, contents);
    }
    return target;
  }

  private static boolean matches(Path target, Map<String, byte[]> contents) throws IOException {
    for (Map.Entry<String, byte[]> script : contents.entrySet()) {
      Path file = target.resolve(script.getKey());
      if (!Files.isRegularFile(file)
          || !Arrays.equals(Files.readAllBytes(file), script.getValue())) {
        return false;
      }
    }
    return true;
  }

  private static void install(Path target, Map<String, byte[]> contents) throws IOException {
    Path fresh = target.resolveSibling(".new-" + ProcessHandle.current().pid());
    RunDirectory.delete(fresh);
    DurableFile.createFolder(fresh);
    for (Map.Entry<String, byte[]> script : contents.entrySet()) {
      DurableFile.create(fresh.resolve(script.getKey()), script.getValue());
    }
    RunDirectory.delete(target); // only one that was tampered with or torn is still there
    try {
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      RunDirectory.delete(fresh);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
