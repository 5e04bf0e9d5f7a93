package dev.coppice.cli;

import dev.coppice.orchestration.ServiceJson;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.schedule.OrchestratorState;
import dev.coppice.schedule.Snapshot;
import dev.coppice.schedule.Tally;
import dev.coppice.view.DisplayText;
import dev.coppice.view.InboxView;
import dev.coppice.view.SummaryTable;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// The time in which this process owns a system and a person, or a program, waits for the end.
final class OwnedRun {
  private final Session session;
  private final Screen screen;
  private final Owner owner;
  private final String again;
  private final Instant start;

  /// @param again the flags that name the system, for what a person is told to type
  OwnedRun(Session session, Owner owner, String again, Instant start) {
    this.session = session;
    this.screen = session.screen();
    this.owner = owner;
    this.again = again;
    this.start = start;
  }

  /// Follows to the end, or to a Ctrl-C, and stops the owner cleanly.
  ///
  /// @param each is given every snapshot and may act on it
  /// @param judge says how it ended when nobody broke off
  Ending follow(Display display, Consumer<Snapshot> each, Function<Snapshot, Ending> judge) {
    var watch = new Watch(owner.service(), display);
    var once = new AtomicBoolean();
    try (Interrupts.Listening _ =
        session
            .interrupts()
            .listen(() -> {
              if (once.compareAndSet(false, true)) {
                watch.breakOff();
              } else {
                leave(display);
              }
            })) {
      Snapshot last = watch.follow(start, each);
      display.close();
      Ending ending = watch.isBrokenOff() ? Ending.interrupted() : judge.apply(last);
      if (watch.isBrokenOff()) {
        say("Stopping: agents are asked to end. Ctrl-C again leaves at once and lets them go on.");
      }
      owner.service().stopOwner();
      if (watch.isBrokenOff()) {
        say("Stopped. `coppice run" + again + "` goes on where this ended.");
      }
      return ending;
    } finally {
      display.close();
    }
  }

  /// Follows one module to the end of its work, and reports.
  Exit finish(ModuleId module, boolean json, boolean noColor) {
    Ending ending =
        follow(Display.of(screen, json, noColor), _ -> {}, last -> Ending.ofModule(last, module));
    if (json) {
      reportJson(ending);
    } else {
      report(ending);
    }
    return ending.exit();
  }

  private void leave(Display display) {
    display.close();
    say(
        "Left. Agents that still run go on by themselves; the next `coppice run"
            + again
            + "` finds them.");
    session.interrupts().leave(Exit.INTERRUPTED);
  }

  private void say(String text) {
    screen.out().flush();
    screen.err().println(text);
    screen.err().flush();
  }

  /// The table, and what a person has to do now.
  void report(Ending ending) {
    screen.line("");
    screen.out().print(SummaryTable.render(owner.service().snapshot()));
    switch (ending.exit()) {
      case NEEDS_PERSON -> {
        JsonNode inbox = inbox();
        screen.line("\nNothing moves without you:");
        InboxText.print(screen, inbox, again);
        if (inbox.isEmpty()) {
          ending.reasons().forEach(reason -> screen.line("  " + DisplayText.line(reason)));
        }
        screen.line("\nThen: coppice run" + again);
      }
      case FAILED -> {
        screen.line("\nNot everything could be done:");
        ending.reasons().forEach(reason -> screen.line("  " + DisplayText.line(reason)));
      }
      case DONE -> {
        // One module, or one round, can be done while the roadmap is not.
        boolean all = Ending.ofRoadmap(owner.service().snapshot()).exit() == Exit.DONE;
        screen.line(
            all
                ? "\nNothing is left to do."
                : "\nDone; `coppice run" + again + "` works the rest.");
      }
      case REFUSED, ENVIRONMENT, INTERRUPTED -> {
        // Said already, by who refused or broke off.
      }
    }
  }

  private JsonNode inbox() {
    List<InboxView> items =
        owner.service().snapshot().state().inboxInOrder().stream().map(InboxView::of).toList();
    return ServiceJson.mapper().valueToTree(items);
  }

  /// The end of the run as one JSON object.
  void reportJson(Ending ending) {
    SequencedMap<String, Object> answer = counts(owner.service().snapshot().state());
    answer.put("outcome", ending.word());
    answer.put("reasons", ending.reasons());
    answer.put("inbox", inbox());
    answer.put("seconds", seconds());
    answer.putFirst("ok", ending.exit() == Exit.DONE);
    screen.line(ServiceJson.mapper().writeValueAsString(answer));
  }

  /// How many modules and steps there were, in the order in which they are told.
  static SequencedMap<String, Object> counts(OrchestratorState state) {
    Tally tally = state.tally();
    SequencedMap<String, Object> counts = new LinkedHashMap<>();
    counts.put("modules", state.roadmap().modules().size());
    counts.put("accepted", state.accepted().size());
    counts.put("landings", tally.landings());
    counts.put("retries", tally.retries());
    counts.put("reassigns", tally.reassigns());
    counts.put("escalations", tally.escalations());
    counts.put("conflicts", tally.conflicts());
    counts.put("lies", tally.lies());
    return counts;
  }

  double seconds() {
    return Duration.between(start, screen.clock().instant()).toMillis() / 1000.0;
  }
}
