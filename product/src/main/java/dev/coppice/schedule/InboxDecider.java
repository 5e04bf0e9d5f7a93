package dev.coppice.schedule;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.Failure;
import dev.coppice.agent.FailureCause;
import dev.coppice.event.Event;
import dev.coppice.event.InboxId;
import dev.coppice.event.InboxItem;
import dev.coppice.event.InboxKind;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.schedule.Decision.Refusal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Decisions wanted from a person: asked once each, answered once each.
final class InboxDecider {
  static final String ABOUT_TARGET = "target";
  static final String ABOUT_DISK = "disk";
  static final String ABOUT_ENVIRONMENT = "environment:";

  private InboxDecider() {}

  static void open(Turn turn, InboxItem item) {
    turn.emit(new Event.InboxOpened(item));
  }

  /// Asks a person and blocks the agent until the answer.
  static void ask(
      Turn turn,
      Agent agent,
      InboxKind kind,
      String question,
      String evidence,
      List<String> options) {
    InboxId id = turn.inboxId();
    open(
        turn,
        new InboxItem(
            id,
            kind,
            "agent:" + agent.id(),
            agent.id(),
            agent.module(),
            question,
            evidence,
            options,
            turn.now()));
    turn.emit(new Event.AgentBlocked(agent.id(), id, question));
  }

  /// One alert for all agents with the same trouble.
  static void alert(Turn turn, Agent agent, Failure failure) {
    String about = ABOUT_ENVIRONMENT + failure.fingerprint();
    InboxId id =
        turn.state().inbox().values().stream()
            .filter(item -> item.about().equals(about))
            .findFirst()
            .map(InboxItem::id)
            .orElseGet(() -> openAlert(turn, about, agent.module(), failure));
    turn.emit(new Event.AgentBlocked(agent.id(), id, failure.summary()));
  }

  private static InboxId openAlert(Turn turn, String about, ModuleId module, Failure failure) {
    InboxId id = turn.inboxId();
    open(
        turn,
        new InboxItem(
            id,
            InboxKind.ALERT,
            about,
            null,
            module,
            failure.summary(),
            failure.evidence(),
            List.of("retry"),
            turn.now()));
    return id;
  }

  static void closeOf(Turn turn, AgentId agent, String why) {
    turn.state().inboxInOrder().stream()
        .filter(item -> agent.equals(item.agentId()))
        .forEach(item -> close(turn, item, why));
  }

  static void closeAbout(Turn turn, String about, String why) {
    turn.state().inboxInOrder().stream()
        .filter(item -> item.about().equals(about))
        .forEach(item -> close(turn, item, why));
  }

  /// Closes alerts about the surroundings of agents that nobody waits for any more.
  static void closeUnasked(Turn turn) {
    Set<InboxId> asked =
        turn.state().liveAgents().stream()
            .flatMap(agent ->
                agent.stage() instanceof Stage.Asking(var id)
                    ? Stream.of(id)
                    : Stream.<InboxId>empty())
            .collect(Collectors.toSet());
    turn.state().inboxInOrder().stream()
        .filter(item -> item.about().startsWith(ABOUT_ENVIRONMENT))
        .filter(item -> !asked.contains(item.id()))
        .forEach(item -> close(turn, item, "nobody waits for it any more"));
  }

  private static void close(Turn turn, InboxItem item, String why) {
    turn.emit(new Event.InboxAnswered(item.id(), why, "coppice", turn.now()));
  }

  static void answer(Turn turn, InboxId id, String answer, String by) {
    InboxItem item = turn.state().inbox().get(id);
    if (item == null) {
      turn.refuse(
          Refusal.Kind.UNKNOWN,
          "There is no open question %s.".formatted(id),
          "List the inbox to see what is open; what was answered is closed.");
      return;
    }
    if (turn.state().openSystem().stopping()) {
      turn.refuse(Refusal.Kind.CONFLICT, "The owner is stopping.", "Answer again to the next one.");
      return;
    }
    String word = answer.strip().split("[\\s:,]+", 2)[0].toLowerCase(Locale.ROOT);
    boolean freeText = item.kind() == InboxKind.QUESTION || item.options().isEmpty();
    if (answer.isBlank() || (!freeText && !item.options().contains(word))) {
      turn.refuse(
          Refusal.Kind.INVALID,
          "\"%s\" is not an answer to %s.".formatted(answer.strip(), id),
          "Answer with one of: %s.".formatted(String.join(", ", item.options())));
      return;
    }
    String remark =
        answer.strip().substring(freeText ? 0 : word.length()).replaceAll("^[\\s:,]+", "");
    if (item.kind() == InboxKind.LANDING && word.equals("land")) {
      // Approving closes the item.
      LandingDecider.approve(turn, moduleOf(item), by);
      return;
    }
    turn.emit(new Event.InboxAnswered(id, answer.strip(), by, turn.now()));
    apply(turn, item, word, remark, by);
  }

  private static void apply(Turn turn, InboxItem item, String word, String remark, String by) {
    switch (item.kind()) {
      case QUESTION -> {
        Agent agent = agentOf(turn, item);
        if (agent != null) {
          turn.emit(
              new Event.AgentUnblocked(
                  agent.id(), "Asked: %s Answer: %s".formatted(item.question(), remark)));
          AttemptDecider.next(turn, agent.id(), false);
        }
      }
      case GATE -> {
        Agent agent = agentOf(turn, item);
        if (agent != null && word.equals("approve")) {
          turn.emit(new Event.AgentUnblocked(agent.id(), remark));
          GateDecider.pass(turn, agent.id(), "approved by " + by);
        } else if (agent != null) {
          reject(turn, agent, "The gate was rejected by " + by, remark);
        }
      }
      case LANDING -> {
        Agent agent = agentOf(turn, item);
        if (agent != null && agent.stage() instanceof Stage.ToLand(var landing)) {
          turn.emit(new Event.LandingDropped(landing, "rejected by " + by));
          reject(turn, agent, "The landing was rejected by " + by, remark);
        }
      }
      case ESCALATION -> {
        Agent agent = agentOf(turn, item);
        if (agent != null && word.equals("retry")) {
          turn.emit(
              new Event.BudgetExtended(
                  agent.assignment().item(), turn.settings().limits().repeats()));
          turn.emit(new Event.AgentUnblocked(agent.id(), remark));
          AttemptDecider.again(turn, agent.id(), true);
        } else if (agent != null) {
          LifecycleDecider.end(turn, agent, "stopped by " + by);
        }
      }
      case ALERT -> {
        if (item.about().equals(ABOUT_TARGET)) {
          TargetState target = turn.state().target();
          turn.emit(new Event.TargetObserved(target.commit(), target.tree()));
        }
        turn.state().liveAgents().stream()
            .filter(agent -> agent.stage().equals(new Stage.Asking(item.id())))
            .sorted(Comparator.comparing(Agent::id))
            .forEach(agent -> {
              turn.emit(new Event.AgentUnblocked(agent.id(), ""));
              AttemptDecider.again(turn, agent.id(), false);
            });
      }
      case WAITING ->
          turn.state().landingsInOrder().stream()
              .filter(landing -> item.about().equals("landing:" + landing.id()))
              .filter(landing -> landing.step() instanceof Landing.Step.Waits)
              .forEach(landing -> turn.emit(new Event.LandingReturned(landing.id(), "asked to")));
    }
    turn.sweep();
  }

  private static void reject(Turn turn, Agent agent, String what, String remark) {
    String why = remark.isBlank() ? what + "." : what + ": " + remark;
    turn.emit(new Event.AgentUnblocked(agent.id(), ""));
    AttemptDecider.fail(
        turn,
        agent.id(),
        Failure.of(FailureCause.REJECTED, Integer.toHexString(remark.hashCode()), why, ""));
  }

  private static ModuleId moduleOf(InboxItem item) {
    if (item.moduleId() == null) {
      throw new IllegalStateException("inbox item " + item.id() + " names no module");
    }
    return item.moduleId();
  }

  private static @Nullable Agent agentOf(Turn turn, InboxItem item) {
    return item.agentId() == null
        ? null
        : turn.state()
            .findAgent(item.agentId())
            .filter(agent -> !agent.status().isEnded())
            .orElse(null);
  }
}
