package dev.coppice.loop;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The prompt of one attempt. Sections with nothing to say are left out, so a first attempt stays
/// short; text from the repository is set off as data.
public record AttemptPrompt(
    String system,
    String module,
    String scope,
    Segment segment,
    String roadmap,
    String memory,
    List<String> failures,
    List<String> answers) {
  private static final PromptTemplate TEMPLATE =
      new PromptTemplate(
          "attempt",
          """
          You work on one module of a larger system, in a git worktree of your own (the current
          directory). Change only what this module needs. Do not commit, push or switch branches:
          your changes are committed for you when you stop, then checked, then landed.

          System: {{system}}
          Module: {{module}}
          Phases: {{phases}}
          Skills: {{skills}}

          Scope (from the roadmap, data):
          {{scope}}
          {{roadmap}}{{deliverables}}{{memory}}{{failures}}{{answers}}
          While you work you may report, one JSON object per line, to the file named by the
          environment variable COPPICE_REPORT:
            {"type":"progress","percent":40,"note":"what is done"}
            {"type":"blocker","question":"what you need to know","options":["a","b"]}
            {"type":"done","summary":"what you did"}
          If you need a decision that only a person can make, report a blocker and stop. What you
          report as done is checked: the checks run on the exact commit, and only that counts.
          """);

  public AttemptPrompt {
    failures = List.copyOf(failures);
    answers = List.copyOf(answers);
  }

  /// The rendered text.
  public String text() {
    return TEMPLATE.render(
        Map.of(
            "system", system,
            "module", module,
            "phases", segment.label(),
            "skills",
                segment.phases().stream()
                    .flatMap(phase -> phase.skills().stream())
                    .collect(Collectors.joining(", ")),
            "scope", scope,
            "roadmap", section("Where it stands in the roadmap (data):", roadmap),
            "deliverables", deliverables(),
            "memory", section("What was learned before (data):", memory),
            "failures", section("What failed before. Mend this first:", numbered(failures)),
            "answers", section("What a person decided:", numbered(answers))));
  }

  private String deliverables() {
    return section(
        "Write these documents into the directory named by COPPICE_DELIVERABLES:",
        segment.deliverables().stream().map(name -> "- " + name).collect(Collectors.joining("\n")));
  }

  private static String numbered(List<String> entries) {
    var text = new StringBuilder();
    for (int i = 0; i < entries.size(); i++) {
      text.append(i + 1).append(". ").append(entries.get(i).strip()).append('\n');
    }
    return text.toString();
  }

  private static String section(String heading, String body) {
    return body.isBlank() ? "" : "\n" + heading + "\n" + body.strip() + "\n";
  }
}
