package dev.coppice.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.worktree.CommitMessage;
import dev.coppice.worktree.Identity;
import dev.coppice.worktree.NewRepository;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// A small real repository with a user in its main checkout, and the scripts its agents follow.
///
/// Its check is red while any file under `src` holds the word BROKEN. Every module's script writes
/// the id of its attempt outside the repository first, so that attempts can be counted.
public final class RealRepository {
  private static final String CHECK =
      """
      #!/bin/sh
      if grep -rn BROKEN src; then
        echo "FAILED: src is broken" >&2
        exit 1
      fi
      """;

  private final Path folder;

  private RealRepository(Path folder) {
    this.folder = folder;
  }

  /// @param modules rows of the roadmap: `name`, or `name < need, need`
  public static RealRepository make(Path folder, String... modules) {
    try {
      Files.createDirectories(folder);
      RealRepository made = new RealRepository(folder.toRealPath());
      made.lay(modules);
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The repository made in this folder before, by this process or another.
  static RealRepository at(Path folder) {
    return new RealRepository(folder);
  }

  public Path folder() {
    return folder;
  }

  private void lay(String... modules) throws IOException {
    Files.createDirectories(folder.resolve("scripts"));
    Files.createDirectories(folder.resolve("outside"));
    write("README.md", "The shop.\n");
    write("src/a.txt", "one\ntwo\nthree\nfour\nfive\n");
    write("src/b.txt", "bee\n");
    write(".gitignore", "*.log\n");
    write("ROADMAP.md", roadmap(modules));
    write("check.sh", CHECK);
    Files.setPosixFilePermissions(path("check.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
    NewRepository.make(
        root(),
        new CommitMessage("Start\n"),
        new Identity("Ada", "ada@example.org", Instant.parse("2026-01-02T03:04:05Z")));
    git("config", "user.name", "Ada");
    git("config", "user.email", "ada@example.org");
    try (InputStream agent =
        Objects.requireNonNull(getClass().getResourceAsStream("/dev/coppice/scripted/agent.sh"))) {
      Files.copy(agent, folder.resolve("agent.sh"));
    }
  }

  private static String roadmap(String... modules) {
    var text =
        new StringBuilder(
            """
            # Roadmap

            **System**: shop

            ## Layer 0

            | Module | Description | Depends On |
            |---|---|---|
            """);
    for (String module : modules) {
      String[] parts = module.split(" < ", 2);
      text.append(
          "| %s | The %s of the shop | %s |\n"
              .formatted(parts[0], parts[0], parts.length == 1 ? "—" : parts[1]));
    }
    return text.toString();
  }

  /// Settings under which everything is fast, and nothing is asked.
  public String settings() {
    return """
    agent: scripted
    agents: { scripted: { command: [bash, "%1$s/agent.sh"], set: { COPPICE_SCRIPTS: "%1$s/scripts", COPPICE_PACE: "0", OUTSIDE: "%1$s/outside" } } }
    autonomy: full
    checks: [ { name: check, run: [./check.sh], timeout: 30s } ]
    retryDelayMs: 50
    limits: { idle: 60s, wall: 120s }
    worktree: { minFreeDisk: 1MB }
    """
        .formatted(folder);
  }

  public Path root() {
    return folder.resolve("shop");
  }

  Path path(String name) {
    return root().resolve(name);
  }

  Path worktree(String slug) {
    return root().resolve(".worktrees").resolve(slug);
  }

  public Path data() {
    return root().resolve(".git/coppice/data");
  }

  public void write(String name, String text) {
    write(path(name), text);
  }

  static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException _) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Makes the check slow, and tell where it runs.
  void slowCheck(String seconds) {
    write(
        "check.sh",
        CHECK.replace(
            "#!/bin/sh\n",
            "#!/bin/sh\necho \"$PWD\" >>'%s'\nsleep %s\n"
                .formatted(outsidePath("checks"), seconds)));
    git("commit", "-qam", "Check slowly");
  }

  /// What the agent of a module does, in bash.
  public RealRepository script(String slug, String work) {
    write(
        folder.resolve("scripts").resolve(slug + ".sh"),
        "echo \"$COPPICE_ATTEMPT\" >>\"$OUTSIDE/starts-%s\"\n%s\n".formatted(slug, work));
    return this;
  }

  /// The agent writes one file of its own and is done.
  public RealRepository worker(String slug) {
    return script(slug, "echo work >src/%s.txt\ndone_claim 'wrote it'".formatted(slug));
  }

  /// The agent waits until the test lets it go on, then writes one file of its own.
  public RealRepository held(String slug) {
    return script(
        slug,
        """
        until [ -e "$OUTSIDE/go-%1$s" ]; do sleep 0.05; done
        echo work >src/%1$s.txt
        done_claim 'wrote it'\
        """
            .formatted(slug));
  }

  public void letGo(String slug) {
    write(folder.resolve("outside").resolve("go-" + slug), "");
  }

  /// A file that scripts wrote outside the repository; empty when there is none.
  public String outside(String name) {
    return read(folder.resolve("outside").resolve(name));
  }

  Path outsidePath(String name) {
    return folder.resolve("outside").resolve(name);
  }

  /// Runs git as the user in the main checkout; it has to succeed.
  public String git(String... arguments) {
    return gitIn(root(), arguments);
  }

  static String gitIn(Path where, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true);
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    builder.environment().put("GIT_EDITOR", "true");
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new IllegalStateException("git %s: %s".formatted(List.of(arguments), said));
      }
      return said.strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Subjects of main's own line of commits, newest first.
  public List<String> mainline() {
    return git("log", "--first-parent", "--format=%s", "main").lines().toList();
  }

  /// The file as it lies on main, or empty when it is not there.
  String onMain(String name) {
    return git("ls-tree", "--name-only", "-r", "main").lines().anyMatch(name::equals)
        ? git("show", "main:" + name)
        : "";
  }

  /// Ids of processes that have anything to do with this repository, without the git that this
  /// process itself runs: what is attempted does not descend from it.
  public List<Long> processes() {
    try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.chars().allMatch(Character::isDigit))
          .map(Long::valueOf)
          .filter(pid -> pid != ProcessHandle.current().pid())
          .filter(pid -> !isGitOfThisOwner(ProcessHandle.of(pid)))
          .filter(this::isOurs)
          .filter(pid -> ProcessHandle.of(pid).filter(RealRepository::isOurChild).isEmpty())
          .sorted(Comparator.naturalOrder())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOurChild(ProcessHandle process) {
    return ProcessHandle.current().descendants().anyMatch(process::equals);
  }

  private boolean isOurs(long pid) {
    return mentions(Path.of("/proc", "" + pid, "cmdline"))
        || mentions(Path.of("/proc", "" + pid, "environ"));
  }

  /// The owner looks at the target every two seconds; that git is no attempt's process.
  private static boolean isGitOfThisOwner(Optional<ProcessHandle> process) {
    return process
        .filter(one -> one.info().command().filter(name -> name.endsWith("git")).isPresent())
        .flatMap(ProcessHandle::parent)
        .filter(parent ->
            parent.equals(ProcessHandle.current()) || isGitOfThisOwner(Optional.of(parent)))
        .isPresent();
  }

  private boolean mentions(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      return new String(bytes, StandardCharsets.UTF_8).contains(folder.toString());
    } catch (IOException e) {
      return false; // It has ended, or is not ours.
    }
  }

  public void requireNoProcesses() {
    try {
      RealSystem.eventually().until(() -> processes().isEmpty());
    } catch (org.awaitility.core.ConditionTimeoutException e) {
      assertThat(processes()).as("processes left behind").isEmpty();
    }
  }
}
