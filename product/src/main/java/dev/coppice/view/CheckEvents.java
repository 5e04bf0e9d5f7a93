package dev.coppice.view;

import dev.coppice.agent.AgentId;
import dev.coppice.event.CheckPurpose;
import dev.coppice.event.Event;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.schedule.Agent;
import dev.coppice.schedule.Landing;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What is published of checks and setup commands.
final class CheckEvents {
  private CheckEvents() {}

  static void ended(Event.CheckEnded ended, Publication to) {
    CheckPurpose purpose = ended.purpose();
    to.about(
        ended.green() ? EventType.CHECK_PASSED : EventType.CHECK_FAILED,
        agent(purpose, to),
        module(purpose, to),
        new EventData()
            .with("check", ended.name())
            .with("purpose", purpose.kind().name().toLowerCase(Locale.ROOT))
            .with("landing", purpose.landing())
            .with("duration", ended.milliseconds())
            .with("exitCode", ended.exitCode())
            .with("tail", ended.green() ? null : ended.tail()));
  }

  private static @Nullable AgentId agent(CheckPurpose purpose, Publication to) {
    return purpose.agent() != null
        ? purpose.agent()
        : to.findLanding(purpose.landing()).map(Landing::agent).orElse(null);
  }

  private static @Nullable ModuleId module(CheckPurpose purpose, Publication to) {
    return to.findAgent(purpose.agent())
        .map(Agent::module)
        .or(() -> to.findLanding(purpose.landing()).map(Landing::module))
        .orElse(null);
  }
}
