package dev.coppice.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class AttemptPromptTest {
  private static final Segment SEGMENT =
      new Segment(
          List.of(new Phase("PLAN", List.of("spec")), new Phase("DO", List.of("code", "test"))),
          new Gate("g", "G", "DO", true, ApprovalType.AUTO, List.of("SPEC.md", "NOTES.md")));

  private static String prompt(String memory, List<String> failures, List<String> answers) {
    return new AttemptPrompt(
            "Ledger", "money", "Add amounts.", SEGMENT, "Goal: a ledger", memory, failures, answers)
        .text();
  }

  @Test
  void aFirstAttemptHearsWhatToDoAndNothingElse() {
    String text = prompt("", List.of(), List.of());

    assertThat(text)
        .contains("System: Ledger", "Module: money", "Phases: PLAN+DO", "Skills: spec, code, test")
        .contains("Add amounts.", "Goal: a ledger", "- SPEC.md", "- NOTES.md")
        .contains("COPPICE_REPORT", "COPPICE_DELIVERABLES")
        .doesNotContain("failed before", "decided", "learned")
        .doesNotContain("{{");
  }

  @Test
  void aLaterAttemptHearsWhatFailedWhatWasDecidedAndWhatWasLearned() {
    String text =
        prompt(
            "Amounts are in cents.",
            List.of(
                "Check \"test\" is red.\n--- output ---\nline 3: 7 != 8\n--- end ---", "Again."),
            List.of("Asked: Which rounding? Answer: half-even"));

    assertThat(text)
        .containsSubsequence(
            "What was learned before",
            "Amounts are in cents.",
            "What failed before",
            "1. Check \"test\" is red.",
            "line 3: 7 != 8",
            "2. Again.",
            "What a person decided",
            "1. Asked: Which rounding? Answer: half-even");
  }

  @Test
  void whatTheRepositorySaysCannotForgeASlot() {
    String text = prompt("{{failures}} $1 {{nothing}}", List.of(), List.of());

    assertThat(text).contains("{{failures}} $1 {{nothing}}");
  }
}
