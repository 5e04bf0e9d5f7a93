package dev.coppice.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoSystemIT {
  private static final List<String> AT_ONCE = List.of("landed");

  @TempDir Path folder;

  @Test
  void theListNamesEveryFile() throws IOException, URISyntaxException {
    URL list = Objects.requireNonNull(getClass().getResource("/dev/coppice/demo/files.txt"));
    Path root = Objects.requireNonNull(Path.of(list.toURI()).getParent());

    for (String kind : List.of("system", "scripts")) {
      try (Stream<Path> found = Files.walk(root.resolve(kind)).filter(Files::isRegularFile)) {
        assertThat(DemoFiles.listed().stream().filter(file -> file.kind().equals(kind)))
            .extracting(DemoFiles.Listed::resource)
            .containsExactlyInAnyOrderElementsOf(
                found.map(file -> root.relativize(file).toString()).toList());
      }
    }
  }

  @Test
  void theTestsAreGreenBeforeAnybodyWorks() {
    DemoFiles files = DemoFiles.writeInto(folder);

    Command.Outcome check = Command.run(files.repository(), "./test.sh");

    assertThat(check.output()).endsWith("7 tests, 0 failed\n");
    assertThat(check.exit()).isZero();
    assertThat(Command.outputOf(files.repository(), "git", "status", "--porcelain")).isEmpty();
  }

  @Test
  void sourcesThatDoNotCompileAreRed() throws IOException {
    DemoFiles files = DemoFiles.writeInto(folder);
    Files.writeString(files.repository().resolve("src/ledger/Half.java"), "package ledger; class");

    Command.Outcome check = Command.run(files.repository(), "./test.sh");

    assertThat(check.exit()).isEqualTo(1);
    assertThat(check.output()).contains("Half.java:1:").contains("do not compile");
  }

  @ParameterizedTest
  @CsvSource({
    "merge,accounts money tables periods entries conversion chart balance statement closing",
    "diff3,money accounts conversion periods entries closing tables statement balance chart",
    "merge,tables accounts chart periods money entries statement closing balance conversion"
  })
  void everyOrderEndsGreen(String conflictStyle, String order) {
    DemoFiles files = DemoFiles.writeInto(folder);
    Command.outputOf(files.repository(), "git", "config", "merge.conflictStyle", conflictStyle);
    var rehearsal = new Rehearsal(files, order.startsWith("money") ? "half-up" : "half-even");
    rehearsal.cut("accounts");
    rehearsal.cut("money");

    Map<String, List<String>> histories = new HashMap<>();
    for (String module : order.split(" ", -1)) {
      histories.put(module, rehearsal.bring(module));
    }

    boolean accountsFirst = order.indexOf("accounts") < order.indexOf("money");
    assertThat(histories)
        .containsEntry(accountsFirst ? "accounts" : "money", AT_ONCE)
        .containsEntry(accountsFirst ? "money" : "accounts", List.of("conflict", "landed"))
        .containsEntry("tables", List.of("unchanged", "landed"))
        .containsEntry("periods", List.of("red", "landed"))
        .containsEntry("chart", List.of("crashed", "crashed", "landed"))
        .containsEntry("conversion", List.of("asked", "landed"))
        .containsEntry("entries", AT_ONCE)
        .containsEntry("balance", AT_ONCE)
        .containsEntry("statement", AT_ONCE)
        .containsEntry("closing", AT_ONCE);
    assertThat(rehearsal.lastCheck()).endsWith("55 tests, 0 failed\n");
    assertThat(Command.outputOf(files.repository(), "./ledger", "balance", "example/household.txt"))
        .contains("assets:bank     1300.00  EUR");
  }
}
