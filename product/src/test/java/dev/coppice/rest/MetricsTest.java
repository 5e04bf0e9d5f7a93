package dev.coppice.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.orchestration.SimulatedOrchestration;
import dev.coppice.orchestration.SimulatedWorld;
import dev.coppice.orchestration.SimulatedWorld.Deed;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final Pattern SAMPLE =
      Pattern.compile(
          "[a-z_]+(\\{[a-z_]+=\"([^\"\\\\]|\\\\.)*\"(,[a-z_]+=\"([^\"\\\\]|\\\\.)*\")*})? "
              + "-?[0-9]+(\\.[0-9]+)?");

  private final SimulatedOrchestration service =
      SimulatedOrchestration.small(
          new SimulatedWorld().script("money", Deed.ASK).script("chart", Deed.HANG));
  private final RunningServer server = new RunningServer(service);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void everyLineIsACommentOrASampleAndEveryFamilyIsDeclaredOnce() throws Exception {
    service.open(true);
    service.settle();

    HttpResponse<String> metrics = server.get("/metrics");

    assertThat(metrics.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/plain")
        .contains("version=0.0.4");
    assertThat(metrics.body()).endsWith("\n");
    List<String> types = metrics.body().lines().filter(line -> line.startsWith("# TYPE ")).toList();
    assertThat(types).doesNotHaveDuplicates().hasSizeGreaterThan(20);
    assertThat(metrics.body().lines().filter(line -> !line.startsWith("#")))
        .isNotEmpty()
        .allMatch(line -> SAMPLE.matcher(line).matches(), "is a sample");
  }

  @Test
  void itCountsTheSystemAsItStands() throws Exception {
    service.open(true);
    service.settle();

    List<String> lines = server.get("/metrics").body().lines().toList();

    assertThat(lines)
        .contains(
            "coppice_open 1",
            "coppice_agents{status=\"blocked\"} 1",
            "coppice_agents{status=\"active\"} 1",
            "coppice_agents{status=\"failed\"} 0",
            "coppice_inbox_items{kind=\"question\"} 1",
            "coppice_attempts_running{kind=\"agent\"} 1",
            "coppice_spawns_total 2");
  }

  @Test
  void beforeASystemIsOpenThereAreZeros() throws Exception {
    List<String> lines = server.get("/metrics").body().lines().toList();

    assertThat(lines).contains("coppice_open 0", "coppice_agents{status=\"active\"} 0");
  }

  @Test
  void aLabelCannotBreakTheFormat() {
    String text =
        new Exposition()
            .family("f", "gauge", "Help\\me.")
            .sample(1.5, "l", "a\"b\\c\nd")
            .toString();

    assertThat(text)
        .isEqualTo("# HELP f Help\\\\me.\n# TYPE f gauge\nf{l=\"a\\\"b\\\\c\\nd\"} 1.500000\n");
  }
}
