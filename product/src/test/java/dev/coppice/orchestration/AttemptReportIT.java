package dev.coppice.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.AttemptId;
import dev.coppice.agent.AttemptReport;
import dev.coppice.view.AgentView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an attempt says another way than by its report file means the same; and its output can be
/// followed while it grows.
class AttemptReportIT {
  private static final AttemptId NOBODY = new AttemptId("at-nobody");

  @TempDir Path folder;

  @Test
  void aReportFromOutsideIsHeardAsIfItStoodInTheReportFile() throws Exception {
    RealRepository repository = RealRepository.make(folder, "cart");
    // The first line it writes itself is cut off in the middle: what we add must not stick to it.
    repository.script(
        "cart",
        """
        printf '{"type":"note","text":"hal' >>"$COPPICE_REPORT"
        echo "größe 1"; while [ ! -e "$OUTSIDE/go" ]; do sleep 0.05; done; echo "größe 2"
        """);
    try (RealSystem system = RealSystem.open(repository)) {
      OrchestrationService service = system.service();
      AgentView cart = system.spawn("cart");
      AgentId agent = AgentId.of(cart.id());
      system.eventually("it works", () -> system.agent(cart).executionId() != null);
      AttemptId attempt = new AttemptId(String.valueOf(system.agent(cart).executionId()));

      system.eventually("first line", () -> part(service, agent, attempt, 0).text().contains("1"));
      service.report(attempt, new AttemptReport.Progress(40, "IMPLEMENT", "half of it"));
      system.eventually(
          "progress is shown", () -> system.agent(cart).progress().percentComplete() == 40);
      assertThat(system.agent(cart).note()).isEqualTo("half of it");
      LogPart first = part(service, agent, attempt, 0);
      assertThat(first.text()).isEqualTo("größe 1\n");

      service.report(attempt, new AttemptReport.Blocker("Which size?", List.of("s", "l")));
      Path _ = Files.createFile(repository.folder().resolve("outside/go"));
      system.eventually("it asks", () -> system.agent(cart).status().equals("blocked"));

      assertThat(service.snapshot().state().inboxInOrder())
          .singleElement()
          .satisfies(item -> {
            assertThat(item.question()).isEqualTo("Which size?");
            assertThat(item.options()).containsExactly("s", "l");
          });
      assertThat(part(service, agent, attempt, first.next()).text()).isEqualTo("größe 2\n");
      assertThat(service.listAttempts(agent))
          .singleElement()
          .satisfies(logged -> {
            assertThat(logged.attemptId()).isEqualTo(attempt);
            assertThat(logged.end()).isEqualTo("asked");
            assertThat(logged.out()).isEqualTo(20);
          });
      assertThatThrownBy(() -> service.report(attempt, new AttemptReport.Progress(50, null, null)))
          .isInstanceOf(OrchestrationException.class);
      assertThatThrownBy(() -> part(service, agent, NOBODY, 0))
          .isInstanceOf(OrchestrationException.class)
          .hasMessageContaining("has no attempt at-nobody");
    }
  }

  private static LogPart part(
      OrchestrationService service, AgentId agent, AttemptId attempt, long from) {
    return service.readLog(agent, attempt, LogPart.Stream.OUT, from, 1_000);
  }
}
