package dev.coppice.loop;

import static dev.coppice.loop.ApprovalType.AUTO;
import static dev.coppice.loop.ApprovalType.CONDITIONAL;
import static dev.coppice.loop.ApprovalType.HUMAN;

import java.util.List;

/// The loops every repository has: a quick one, a full one, and one for bugs.
public final class BuiltInLoops implements LoopComposer {
  private static final Loop QUICK =
      new Loop(
          "quick-loop",
          "Quick loop",
          "1.0.0",
          "Implement and verify in one attempt; for small modules.",
          List.of(phase("IMPLEMENT", "implement"), phase("VERIFY", "code-verification")),
          List.of(gate("verification-gate", "Verification", "VERIFY", AUTO)));

  private static final Loop ENGINEERING =
      new Loop(
          "engineering-loop",
          "Engineering loop",
          "4.0.0",
          "From requirements to a shipped module, with a person at the important gates.",
          List.of(
              phase("INIT", "entry-portal", "requirements", "spec"),
              phase("SCAFFOLD", "architect", "scaffold"),
              phase("IMPLEMENT", "implement"),
              phase("TEST", "test-generation"),
              phase("VERIFY", "code-verification"),
              phase("VALIDATE", "code-validation", "security-audit"),
              phase("DOCUMENT", "document"),
              phase("REVIEW", "code-review"),
              phase("SHIP", "deploy", "distribute"),
              phase("COMPLETE", "retrospective")),
          List.of(
              gate(
                  "spec-gate", "Specification", "INIT", HUMAN, "REQUIREMENTS.md", "FEATURESPEC.md"),
              gate("architecture-gate", "Architecture", "SCAFFOLD", HUMAN, "ARCHITECTURE.md"),
              gate("verification-gate", "Verification", "VERIFY", AUTO, "VERIFICATION.md"),
              gate(
                  "validation-gate",
                  "Validation",
                  "VALIDATE",
                  HUMAN,
                  "VALIDATION.md",
                  "SECURITY-AUDIT.md"),
              gate("review-gate", "Review", "REVIEW", HUMAN, "CODE-REVIEW.md"),
              new Gate("deploy-gate", "Deploy", "SHIP", false, CONDITIONAL, List.of())));

  private static final Loop BUGFIX =
      new Loop(
          "bugfix-loop",
          "Bug-fix loop",
          "1.0.0",
          "Reproduce, diagnose, mend, prove.",
          List.of(
              phase("INIT", "entry-portal"),
              phase("SCAFFOLD", "architect"),
              phase("IMPLEMENT", "implement"),
              phase("TEST", "test-generation"),
              phase("VERIFY", "code-verification"),
              phase("REVIEW", "code-review"),
              phase("COMPLETE", "retrospective")),
          List.of(
              gate("repro-gate", "Reproduction", "INIT", HUMAN),
              gate("diagnosis-gate", "Diagnosis", "SCAFFOLD", HUMAN),
              gate("verification-gate", "Verification", "VERIFY", AUTO),
              gate("review-gate", "Review", "REVIEW", HUMAN)));

  @Override
  public List<Loop> loops() {
    return List.of(QUICK, ENGINEERING, BUGFIX);
  }

  private static Phase phase(String name, String... skills) {
    return new Phase(name, List.of(skills));
  }

  private static Gate gate(
      String id, String name, String after, ApprovalType approval, String... deliverables) {
    return new Gate(id, name, after, true, approval, List.of(deliverables));
  }
}
