package dev.coppice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coppice.agent.AttemptId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Those who must not drive a real system: its log, its refs and its files stay as they are.
class IntrudersIT {
  private static final String NOBODY = "65534";

  @TempDir private Path folder;
  private GuardedOwner owner;
  private Map<String, String> before;

  @BeforeEach
  void open() {
    owner = new GuardedOwner(folder, "cart", "till");
    owner.awaitQuiet();
    before = owner.state();
  }

  @AfterEach
  void close() {
    owner.close();
  }

  @Test
  void noIntruderChangesTheLogOrARef() throws Exception {
    var mcp = new McpDoor(owner.door(), owner.secret());
    List<String> tools = mcp.tools().stream().map(tool -> tool.path("name").asString()).toList();
    Intruders intruders =
        new Intruders(owner.door(), owner.secret(), owner.routes(), tools, mcp.session())
            .foreigners()
            .strangers(owner.tokenOf(new AttemptId("gone-1")))
            .forms();

    assertThat(intruders.tryAll()).isEmpty();
    assertThat(owner.state()).isEqualTo(before);
    System.getLogger(IntrudersIT.class.getName())
        .log(
            System.Logger.Level.INFO,
            "{0} attempts at {1} routes and {2} tools",
            intruders.count(),
            owner.routes().size(),
            tools.size());
  }

  /// Runs this as another user of the machine.
  private static String asNobody(String script) throws Exception {
    Process process =
        new ProcessBuilder(
                "setpriv",
                "--reuid=" + NOBODY,
                "--regid=" + NOBODY,
                "--clear-groups",
                "bash",
                "-c",
                script)
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return said;
  }

  @Test
  void anotherUserOfTheMachineReadsNothingAndDrivesNothing() throws Exception {
    assumeTrue(isRoot(), "only root can try as another user");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv is missing");
    letOthersIn();
    assertThat(asNobody("id -u").strip()).as("we are somebody else").isEqualTo(NOBODY);
    assertThat(asNobody("ls " + owner.root())).as("the way there is open").contains("ROADMAP");

    assertThat(asNobody("cat " + owner.data().resolve("token"))).contains("denied");
    assertThat(asNobody("ls " + owner.data())).contains("denied");
    assertThat(asNobody("find " + folder + " -path '*coppice*' -type f -readable 2>/dev/null"))
        .as("files of ours that another user can read")
        .doesNotContain("token", ".db", ".jsonl");
    assertThat(asNobody("find " + owner.data() + " -writable 2>/dev/null")).isEmpty();
    assertThat(asNobody("tr '\\0' '\\n' </proc/" + ProcessHandle.current().pid() + "/environ"))
        .doesNotContain(owner.secret());
    for (var route : owner.routes()) {
      if (!route.isOpen()) {
        String request =
            "%s %s HTTP/1.1\\r\\nHost: %s\\r\\nConnection: close\\r\\n\\r\\n"
                .formatted(route.method(), route.path("cart"), owner.door().host());
        String reply =
            asNobody(
                "exec 3<>/dev/tcp/127.0.0.1/%d; printf '%s' >&3; cat <&3"
                    .formatted(owner.door().port(), request));
        assertThat(reply).as(route.toString()).startsWith("HTTP/1.1 401");
      }
    }
    assertThat(owner.state()).isEqualTo(before);
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /// A temporary folder is closed to others by itself; an ordinary repository is not.
  private void letOthersIn() throws IOException {
    List<Path> open = new ArrayList<>(List.of(folder));
    try (Stream<Path> all = Files.walk(owner.root(), 1)) {
      all.filter(Files::isDirectory).forEach(open::add);
    }
    for (@Nullable Path at = owner.data().getParent();
        at != null && at.startsWith(folder);
        at = at.getParent()) {
      open.add(at);
    }
    for (Path each : open) {
      if (!each.equals(owner.data())) {
        Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }

  @Test
  void noOddInputReachesAFileOutsideTheRepository() throws Exception {
    String canary = "canary-" + owner.secret().hashCode();
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Files.writeString(outside.resolve("secret.txt"), canary);
    Files.writeString(owner.root().resolve(".git/canary.txt"), canary);
    Map<String, String> files = GuardedOwner.files(folder, owner.root());

    List<String> wrong =
        new OddRealInputs(owner, outside, canary)
            .tryAll(Integer.getInteger("coppice.fuzz.real", 1_500));

    assertThat(wrong).isEmpty();
    assertThat(GuardedOwner.files(folder, owner.root())).isEqualTo(files);
    assertThat(owner.root().resolve("planted")).doesNotExist();
    assertThat(owner.state().get("config")).isEqualTo(before.get("config"));
    assertThat(owner.state().get("head")).isEqualTo(before.get("head"));
  }
}
