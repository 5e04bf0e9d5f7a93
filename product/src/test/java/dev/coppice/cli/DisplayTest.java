package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.event.OrchestrationEvent;
import dev.coppice.orchestration.SimulatedOrchestration;
import dev.coppice.orchestration.SimulatedWorld;
import dev.coppice.orchestration.SimulatedWorld.Deed;
import dev.coppice.schedule.Snapshot;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DisplayTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final SimulatedOrchestration service =
      SimulatedOrchestration.small(
          new SimulatedWorld().script("money", Deed.ASK).script("chart", Deed.HANG));

  private Screen screen(boolean terminal, Map<String, String> environment) {
    var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return new Screen(
        out, out, terminal, environment, () -> CommandRun.START.plusSeconds(30), ZoneOffset.UTC);
  }

  private Snapshot running() {
    service.open(true);
    service.settle();
    return service.snapshot();
  }

  private String written() {
    String text = bytes.toString(StandardCharsets.UTF_8);
    bytes.reset();
    return text;
  }

  @Test
  void aPipeGetsOneLineAnEventAndNoEscapes() {
    Snapshot snapshot = running();
    List<OrchestrationEvent> events = service.getEventLog(0);
    try (Display display = Display.of(screen(false, Map.of("TERM", "xterm")), false, false)) {
      display.show(snapshot, events);
      display.show(snapshot, List.of());
    }

    String text = written();
    assertThat(text.lines()).hasSameSizeAs(events);
    assertThat(text)
        .doesNotContain("\u001b")
        .startsWith("08:00:01  system ledger opened for the first time\n");
  }

  @Test
  void aTerminalThatCannotRepaintGetsLinesToo() {
    assertThat(Display.of(screen(true, Map.of("TERM", "dumb")), false, false))
        .isInstanceOf(PlainDisplay.class);
    assertThat(Display.of(screen(true, Map.of()), false, false)).isInstanceOf(PlainDisplay.class);
    assertThat(screen(true, Map.of("TERM", "xterm", "NO_COLOR", "1")).hasColor(false)).isFalse();
    assertThat(screen(true, Map.of("TERM", "xterm")).hasColor(true)).isFalse();
    assertThat(screen(true, Map.of("TERM", "xterm")).hasColor(false)).isTrue();
    assertThat(screen(false, Map.of("TERM", "xterm")).hasColor(false)).isFalse();
  }

  @Test
  void repaintsTheSameLinesInPlaceUnderTheEvents() {
    Snapshot snapshot = running();
    OrchestrationEvent event = service.getEventLog(1).getFirst();
    Display display = LiveDisplay.on(screen(true, Map.of()), false, () -> new TerminalSize(72, 20));

    display.show(snapshot, List.of());
    String first = written();
    display.show(snapshot, List.of());
    String same = written();
    display.show(snapshot, List.of(event));
    String second = written();
    display.close();
    display.close();

    String frame = first.substring("\u001b[?25l".length());
    assertThat(first).startsWith("\u001b[?25lledger  ░");
    assertThat(frame.lines())
        .hasSize(4)
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(72));
    assertThat(frame).contains("● chart", "money", "inbox (1): ");
    assertThat(same).as("nothing changed").isEmpty();
    assertThat(second)
        .isEqualTo("\r\u001b[4A\r\u001b[J" + EventText.of(event, ZoneOffset.UTC) + "\n" + frame);
    assertThat(written()).as("the cursor comes back once").isEqualTo("\u001b[?25h");
  }

  @Test
  void neverPaintsMoreThanTheWindowHolds() {
    Snapshot snapshot = running();
    try (Display display =
        LiveDisplay.on(screen(true, Map.of()), true, () -> new TerminalSize(10, 4))) {
      display.show(snapshot, List.of());
    }

    assertThat(written().chars().filter(c -> c == '\n').count()).isEqualTo(3);
  }

  @Test
  void readsTheSizeThatTheTerminalTells() {
    assertThat(TerminalSize.parse("50 132\n")).isEqualTo(new TerminalSize(132, 50));
    assertThat(TerminalSize.parse("0 0")).isEqualTo(new TerminalSize(80, 24));
    assertThat(TerminalSize.parse("")).isEqualTo(new TerminalSize(80, 24));
    assertThat(TerminalSize.parse("a b")).isEqualTo(new TerminalSize(80, 24));
  }
}
