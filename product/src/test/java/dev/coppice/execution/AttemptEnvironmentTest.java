package dev.coppice.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.AttemptId;
import dev.coppice.agent.AttemptSpec.AgentAttempt;
import dev.coppice.roadmap.ModuleId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AttemptEnvironmentTest {
  private static final AgentAccess ACCESS = id -> Map.of("COPPICE_TOKEN", "of " + id);
  private static final Map<String, String> OURS =
      Map.of(
          "PATH", "/bin",
          "HOME", "/home/ada",
          "MODEL_KEY", "for the agent",
          "DEPLOY_SECRET", "for nobody",
          "GIT_DIR", "/elsewhere",
          "LD_PRELOAD", "/evil.so",
          "COPPICE_MODULE", "forged");

  private static AgentAttempt attempt() {
    return new AgentAttempt(
        new AttemptId("cart-1"),
        new AgentId(new UUID(1, 2)),
        new ModuleId("Big Cart"),
        "robot <x>",
        "The lid",
        "IMPLEMENT",
        "prompt",
        "0".repeat(40),
        3,
        2,
        List.of("A.md", "B.md"),
        Duration.ofMinutes(1),
        Duration.ofMinutes(2));
  }

  @Test
  void onlyNamedVariablesReachACheck() {
    Map<String, String> check = new AttemptEnvironment(OURS, ACCESS).ofCommand();
    assertThat(check)
        .containsEntry("PATH", "/bin")
        .containsEntry("HOME", "/home/ada")
        .containsEntry("CI", "true")
        .doesNotContainKeys(
            "MODEL_KEY",
            "DEPLOY_SECRET",
            "GIT_DIR",
            "LD_PRELOAD",
            "COPPICE_MODULE",
            "COPPICE_TOKEN");
    assertThat(check).doesNotContainValue("for nobody");
  }

  @Test
  void anAgentGetsWhatItsDefinitionNamesAndWhatItWorksOn() {
    var agent =
        new AgentCommand(
            "robot <x>", List.of("robot"), List.of("MODEL_KEY", "NOT_THERE"), Map.of("MODE", "on"));
    Map<String, String> environment =
        new AttemptEnvironment(OURS, ACCESS).ofAgent(agent, attempt());
    assertThat(environment)
        .containsEntry("MODEL_KEY", "for the agent")
        .containsEntry("MODE", "on")
        .containsEntry("COPPICE_MODULE", "Big Cart")
        .containsEntry("COPPICE_SLUG", new ModuleId("Big Cart").slug())
        .containsEntry("COPPICE_TOKEN", "of " + attempt().id())
        .containsEntry("COPPICE_TRY", "3")
        .containsEntry("COPPICE_GENERATION", "2")
        .containsEntry("COPPICE_PHASE", "IMPLEMENT")
        .containsEntry("COPPICE_WANTED", "A.md B.md")
        .containsEntry("GIT_AUTHOR_NAME", "robot x (Coppice agent)")
        .doesNotContainKeys("DEPLOY_SECRET", "GIT_DIR", "LD_PRELOAD", "NOT_THERE", "CI");
  }

  @Test
  void thereIsAlwaysAPath() {
    assertThat(new AttemptEnvironment(Map.of(), AgentAccess.NONE).ofCommand().get("PATH"))
        .contains("/usr/bin");
  }
}
