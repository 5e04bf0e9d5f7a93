package dev.coppice.rest;

import dev.coppice.agent.AgentId;
import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.schedule.Landing;
import dev.coppice.schedule.Landing.Step;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Verified work on its way into the target, in the order it was queued.
record LandingsResource(OrchestrationService service) {
  void addTo(Router router) {
    router.on("GET", RestApi.ROOT + "/landings", (_, _) -> list());
  }

  /// One landing as it is shown.
  ///
  /// @param step `awaiting-approval`, `queued`, `building`, `checking`, `advancing` or `waiting`
  record LandingView(
      String id,
      @Nullable String agentId,
      String moduleId,
      String commit,
      String step,
      @Nullable String reason,
      @Nullable List<String> paths,
      @Nullable Instant until) {
    static LandingView of(Landing landing) {
      AgentId agent = landing.agent();
      Step.Waits waits = landing.step() instanceof Step.Waits step ? step : null;
      return new LandingView(
          landing.id().value(),
          agent == null ? null : agent.toString(),
          landing.module().value(),
          landing.commit(),
          word(landing.step()),
          waits == null ? null : waits.reason(),
          waits == null ? null : waits.paths(),
          waits == null ? null : waits.until());
    }

    private static String word(Step step) {
      return switch (step) {
        case Step.AwaitingApproval _ -> "awaiting-approval";
        case Step.Queued _ -> "queued";
        case Step.Building _ -> "building";
        case Step.Checking _ -> "checking";
        case Step.Advancing _ -> "advancing";
        case Step.Waits _ -> "waiting";
      };
    }
  }

  private Answer list() {
    List<LandingView> landings =
        service.snapshot().state().landingsInOrder().stream().map(LandingView::of).toList();
    return Answer.json("count", landings.size(), "landings", landings);
  }
}
