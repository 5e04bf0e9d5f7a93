package dev.coppice.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Every command by its name, in the order in which a newcomer meets them. A command is made only
/// when it is called, which keeps the start quick.
final class CommandList {
  private static final List<Entry> COMMANDS =
      List.of(
          new Entry("demo", Group.BEGIN, "Watch the whole thing work, offline", DemoCommand::new),
          new Entry(
              "init", Group.BEGIN, "Write a first coppice.yaml and ROADMAP.md", InitCommand::new),
          new Entry(
              "run", Group.BEGIN, "Work the roadmap until a person is needed", RunCommand::new),
          new Entry(
              "serve", Group.BEGIN, "Answer programs: REST, MCP and events", ServeCommand::new),
          new Entry("status", Group.LOOK, "How everything stands", StatusCommand::new),
          new Entry("next", Group.LOOK, "Which modules come next", NextCommand::new),
          new Entry("why", Group.LOOK, "Why a module is chosen or passed over", WhyCommand::new),
          new Entry("agents", Group.LOOK, "Every agent", AgentsCommand::new),
          new Entry("agent", Group.LOOK, "One agent", AgentCommand::new),
          new Entry("logs", Group.LOOK, "What an agent wrote", LogsCommand::new),
          new Entry("diff", Group.LOOK, "What a module's branch changes", DiffCommand::new),
          new Entry("events", Group.LOOK, "What has happened", EventsCommand::new),
          new Entry("config", Group.LOOK, "The configuration in force", ConfigCommand::new),
          new Entry(
              "inbox", Group.DECIDE, "What waits for you, and what to type", InboxCommand::new),
          new Entry("answer", Group.DECIDE, "Answer something of the inbox", AnswerCommand::new),
          new Entry("land", Group.DECIDE, "Approve the landing of a module", LandCommand::new),
          new Entry("spawn", Group.DECIDE, "An agent for a module, now", SpawnCommand::new),
          new Entry(
              "terminate", Group.DECIDE, "End an agent; its work is kept", TerminateCommand::new),
          new Entry("pause", Group.DECIDE, "Start nothing new", PauseCommand::new),
          new Entry("resume", Group.DECIDE, "Start new work again", ResumeCommand::new),
          new Entry(
              "shutdown",
              Group.DECIDE,
              "End every agent and the orchestrator",
              ShutdownCommand::new),
          new Entry("mcp", Group.CONNECT, "MCP on stdio, for coding agents", McpCommand::new),
          new Entry("token", Group.CONNECT, "What programs have to show", TokenCommand::new),
          new Entry(
              "training", Group.HIDDEN, "Load what a usual start loads", TrainingCommand::new));

  private CommandList() {}

  private enum Group {
    BEGIN("Begin"),
    LOOK("Look"),
    DECIDE("Decide"),
    CONNECT("Connect"),
    HIDDEN("");

    private final String heading;

    Group(String heading) {
      this.heading = heading;
    }
  }

  private record Entry(String name, Group group, String summary, Supplier<Command> maker) {}

  static Optional<Command> find(String name) {
    return COMMANDS.stream()
        .filter(entry -> entry.name().equals(name))
        .findFirst()
        .map(entry -> entry.maker().get());
  }

  /// The names that people may type.
  static List<String> names() {
    return COMMANDS.stream()
        .filter(entry -> entry.group() != Group.HIDDEN)
        .map(Entry::name)
        .toList();
  }

  /// What `coppice --help` shows.
  static String overview() {
    var text = new StringBuilder();
    text.append("Coppice runs many coding agents on one git repository at once and lands only\n");
    text.append("what is proven.\n\nUsage: coppice COMMAND [FLAGS]\n");
    for (Group group : Group.values()) {
      if (group == Group.HIDDEN) {
        continue;
      }
      text.append('\n').append(group.heading).append(":\n");
      COMMANDS.stream()
          .filter(entry -> entry.group() == group)
          .forEach(entry -> text.append("  %-11s%s\n".formatted(entry.name(), entry.summary())));
    }
    text.append(
        """

        `coppice COMMAND --help` shows its flags; `coppice --version` which version this is.
        Exit codes: 0 done, 1 something failed, 2 refused, 3 a person is needed, 4 environment.
        """);
    return text.toString();
  }
}
