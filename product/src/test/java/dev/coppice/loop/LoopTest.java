package dev.coppice.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LoopTest {
  private static Phase phase(String name, String... skills) {
    return new Phase(name, List.of(skills));
  }

  private static Gate gate(String after, boolean required, String... documents) {
    return new Gate(after + "-gate", after, after, required, ApprovalType.AUTO, List.of(documents));
  }

  private static Loop loop(List<Phase> phases, Gate... gates) {
    return new Loop("l", "L", "1", "", phases, List.of(gates));
  }

  private static List<String> labels(Loop loop) {
    return loop.segments().stream().map(Segment::label).toList();
  }

  @Test
  void phasesWithoutAGateBetweenThemShareAnAttempt() {
    Loop loop =
        loop(
            List.of(phase("A", "x"), phase("B", "y", "z"), phase("C"), phase("D")),
            gate("B", true, "B.md"));

    assertThat(labels(loop)).containsExactly("A+B", "C+D");
    assertThat(loop.segments().getFirst().deliverables()).containsExactly("B.md");
    assertThat(loop.segments().getFirst().skillCount()).isEqualTo(3);
    assertThat(loop.segments().getLast().gate()).isNull();
    assertThat(loop.segments().getLast().deliverables()).isEmpty();
    assertThat(loop.skillCount()).isEqualTo(3);
  }

  @Test
  void aGateAfterTheLastPhaseLeavesNothingBehindIt() {
    assertThat(labels(loop(List.of(phase("A"), phase("B")), gate("B", true))))
        .containsExactly("A+B");
  }

  @Test
  void aGateThatIsNotRequiredCutsNothing() {
    assertThat(labels(loop(List.of(phase("A"), phase("B")), gate("A", false))))
        .containsExactly("A+B");
  }

  @Test
  void ofTwoGatesAfterOnePhaseTheFirstCounts() {
    Loop loop = loop(List.of(phase("A")), gate("A", true, "1.md"), gate("A", true, "2.md"));

    assertThat(loop.segments()).hasSize(1);
    assertThat(loop.segments().getFirst().deliverables()).containsExactly("1.md");
  }

  @Test
  void aGateAfterAnUnknownPhaseIsRefusedByName() {
    assertThatThrownBy(() -> loop(List.of(phase("A")), gate("Z", true)))
        .hasMessageContaining("Z-gate")
        .hasMessageContaining("\"Z\"");
  }

  @Test
  void aLoopNeedsAPhase() {
    assertThatThrownBy(() -> loop(List.of())).hasMessageContaining("at least one phase");
  }

  @Test
  void theBuiltInLoopsAreCutAsTheirGatesSay() {
    var loops = new BuiltInLoops();

    assertThat(labels(loops.findLoop("quick-loop").orElseThrow()))
        .containsExactly("IMPLEMENT+VERIFY");
    assertThat(labels(loops.findLoop("engineering-loop").orElseThrow()))
        .containsExactly(
            "INIT",
            "SCAFFOLD",
            "IMPLEMENT+TEST+VERIFY",
            "VALIDATE",
            "DOCUMENT+REVIEW",
            "SHIP+COMPLETE");
    assertThat(labels(loops.findLoop("bugfix-loop").orElseThrow()))
        .containsExactly("INIT", "SCAFFOLD", "IMPLEMENT+TEST+VERIFY", "REVIEW", "COMPLETE");
    assertThat(loops.findLoop("no-loop")).isEmpty();
  }

  @Test
  void everyPhaseIsInExactlyOneSegment() {
    for (Loop loop : new BuiltInLoops().loops()) {
      assertThat(loop.segments().stream().flatMap(it -> it.phases().stream()).toList())
          .isEqualTo(loop.phases());
    }
  }
}
