package dev.coppice.worktree;

import dev.coppice.worktree.RepositoryException.Problem;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The git executable, started with an environment of our own making. At most a few run at once;
/// their output is drained by platform threads, because reading a pipe pins a virtual one.
final class GitProgram {
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Pattern VERSION = Pattern.compile("git version (\\d+)\\.(\\d+)(\\S*)");

  private final Path executable;
  private final String path;
  private final Semaphore permits =
      new Semaphore(Math.max(4, 2 * Runtime.getRuntime().availableProcessors()));
  private final ExecutorService drains =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("coppice-git-", 0).factory());

  GitProgram(Path executable, String path) {
    this.executable = executable;
    this.path = path;
  }

  /// The first executable `git` in a search path.
  static GitProgram find(String searchPath) {
    return Stream.of(searchPath.split(Pattern.quote(File.pathSeparator), -1))
        .filter(folder -> folder.startsWith("/"))
        .map(folder -> Path.of(folder, "git"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(found -> new GitProgram(found, searchPath))
        .orElseThrow(() ->
            new RepositoryException(
                Problem.GIT_MISSING, "There is no git on the PATH.", "Install git 2.39 or newer."));
  }

  /// The version, which must be 2.39 or newer.
  String requireVersion() {
    GitOutput output = call(Path.of("/"), List.of("--version"), Map.of()).get();
    Matcher version = VERSION.matcher(output.text());
    if (!version.find()) {
      throw new RepositoryException(
          Problem.GIT_MISSING,
          "`%s --version` said \"%s\".".formatted(executable, output.text()),
          "Install git 2.39 or newer.");
    }
    int major = Integer.parseInt(version.group(1));
    int minor = Integer.parseInt(version.group(2));
    if (major < 2 || (major == 2 && minor < 39)) {
      throw new RepositoryException(
          Problem.GIT_TOO_OLD,
          "The git on the PATH is %d.%d.".formatted(major, minor),
          "Install git 2.39 or newer.");
    }
    return version.group(1) + "." + version.group(2) + version.group(3);
  }

  /// A bare command: nothing is named or switched off but what the environment does.
  GitCall call(Path directory, List<String> arguments, Map<String, String> environment) {
    return new GitCall(this::run, directory, arguments, environment);
  }

  GitOutput run(GitCall call) {
    permits.acquireUninterruptibly();
    try {
      return runNow(call);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      permits.release();
    }
  }

  private GitOutput runNow(GitCall call) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(executable.toString());
    command.addAll(call.arguments());
    ProcessBuilder builder = new ProcessBuilder(command).directory(call.directory().toFile());
    setEnvironment(builder.environment(), call);
    Process process = builder.start();
    CompletableFuture<Captured> stdout = drain(process.getInputStream(), call.limit());
    CompletableFuture<Captured> stderr = drain(process.getErrorStream(), 1 << 16);
    CompletableFuture<Void> stdin = feed(process.getOutputStream(), call.input());
    try {
      if (!process.waitFor(call.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
        throw timedOut(call);
      }
      Captured out = stdout.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
      Captured err = stderr.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
      stdin.cancel(true);
      return new GitOutput(
          summary(call),
          process.exitValue(),
          out.bytes(),
          new String(err.bytes(), StandardCharsets.UTF_8),
          out.truncated());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Backoff.interrupted(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the output of git could not be read", e);
    } finally {
      end(process);
    }
  }

  private void setEnvironment(Map<String, String> environment, GitCall call) {
    environment.clear();
    environment.put("PATH", path);
    environment.put("LC_ALL", "C");
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    environment.put("GIT_ATTR_NOSYSTEM", "1");
    environment.put("GIT_TERMINAL_PROMPT", "0");
    environment.put("GIT_OPTIONAL_LOCKS", "0");
    environment.put("GIT_NO_REPLACE_OBJECTS", "1");
    environment.put("GIT_EDITOR", "true");
    environment.put("GIT_PAGER", "cat");
    for (String role : List.of("AUTHOR", "COMMITTER")) {
      environment.put("GIT_" + role + "_NAME", "Coppice");
      environment.put("GIT_" + role + "_EMAIL", "coppice@localhost");
    }
    environment.putAll(call.environment());
  }

  private CompletableFuture<Captured> drain(InputStream stream, int limit) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (stream) {
            byte[] bytes = stream.readNBytes(limit);
            return new Captured(bytes, bytes.length == limit && stream.read() >= 0);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        drains);
  }

  private CompletableFuture<Void> feed(OutputStream stream, byte[] input) throws IOException {
    if (input.length <= 4096) {
      writeAll(stream, input);
      return CompletableFuture.completedFuture(null);
    }
    return CompletableFuture.runAsync(() -> writeAll(stream, input), drains);
  }

  /// A git that ends without reading its input has said why in its exit code.
  private static void writeAll(OutputStream stream, byte[] input) {
    try (stream) {
      stream.write(input);
    } catch (IOException ignored) {
      return;
    }
  }

  /// First the polite signal: a git that is killed outright leaves lock files behind.
  private static void end(Process process) {
    if (!process.isAlive()) {
      return;
    }
    process.destroy();
    try {
      if (process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static RepositoryException timedOut(GitCall call) {
    return new RepositoryException(
        Problem.TIMED_OUT,
        "`%s` did not end within %d s.".formatted(summary(call), call.timeout().toSeconds()),
        "See whether the disk is slow or full, and try again.");
  }

  /// The command as a person would name it: without the options every call has.
  private static String summary(GitCall call) {
    List<String> words = call.arguments();
    int start = 0;
    while (start < words.size() && words.get(start).startsWith("-")) {
      start += words.get(start).equals("-c") ? 2 : 1;
    }
    Optional<String> rest =
        words.subList(Math.min(start, words.size()), words.size()).stream()
            .limit(8)
            .reduce((left, right) -> left + " " + right);
    return "git " + rest.orElse(String.join(" ", words));
  }

  private record Captured(byte[] bytes, boolean truncated) {}
}
