package dev.coppice.cli;

import dev.coppice.orchestration.OrchestrationException;
import dev.coppice.orchestration.ProgramVersion;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command line: one command in, one exit code out.
public final class Cli {
  private static final int HELP_WIDTH = 100;

  private final List<String> arguments;
  private final Session session;

  private Cli(List<String> arguments, Session session) {
    this.arguments = List.copyOf(arguments);
    this.session = session;
  }

  /// Runs one command on the streams and signals of this process.
  ///
  /// @return the exit code
  public static int run(List<String> arguments, Systems systems) {
    return run(arguments, new Session(systems, Screen.ofProcess(), Interrupts.ofProcess()));
  }

  /// Runs one command to its end.
  ///
  /// @param isTerminal whether a person looks at `out`
  /// @return the exit code
  public static int run(
      List<String> arguments,
      Systems systems,
      PrintStream out,
      PrintStream err,
      boolean isTerminal) {
    return run(arguments, new Session(systems, Screen.of(out, err, isTerminal), Interrupts.none()));
  }

  static int run(List<String> arguments, Session session) {
    int code = new Cli(arguments, session).exit().code();
    session.screen().out().flush();
    session.screen().err().flush();
    return code;
  }

  private Exit exit() {
    try {
      return dispatch();
    } catch (CommandFailure failure) {
      return failed(failure.exit(), String.valueOf(failure.getMessage()), failure.remedy());
    } catch (OrchestrationException refusal) {
      return failed(Exit.REFUSED, String.valueOf(refusal.getMessage()), refusal.remedy());
    } catch (RuntimeException | Error unexpected) {
      LoggerFactory.getLogger(Cli.class).error("The command {} broke", arguments, unexpected);
      return failed(
          Exit.FAILED,
          "Something unexpected happened: " + reason(unexpected),
          "Please report it with the end of " + session.systems().log());
    }
  }

  private Exit dispatch() {
    if (arguments.isEmpty()) {
      session.screen().out().print(CommandList.overview());
      return Exit.REFUSED;
    }
    String first = arguments.getFirst();
    List<String> rest = arguments.subList(1, arguments.size());
    return switch (first) {
      case "--version", "-V" -> {
        session.screen().line("coppice " + ProgramVersion.read());
        yield Exit.DONE;
      }
      case "--help", "-h", "help" -> help(rest);
      default -> execute(first, rest);
    };
  }

  private Exit help(List<String> about) {
    if (about.isEmpty()) {
      session.screen().out().print(CommandList.overview());
      return Exit.DONE;
    }
    return execute(about.getFirst(), List.of("--help"));
  }

  private Exit execute(String name, List<String> flags) {
    Optional<Command> found = CommandList.find(name);
    if (found.isEmpty()) {
      return failed(
          Exit.REFUSED,
          (name.startsWith("-") ? "Unknown option " : "Unknown command ") + name,
          NearestWord.to(name, CommandList.names())
              .map(nearest -> "Did you mean `coppice " + nearest + "`?")
              .orElse("`coppice --help` lists the commands"));
    }
    Command command = found.get();
    CommandLine line =
        new CommandLine(command)
            .setCommandName("coppice " + name)
            .setUsageHelpWidth(HELP_WIDTH)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF));
    try {
      line.parseArgs(flags.toArray(String[]::new));
    } catch (ParameterException e) {
      return misused(name, e);
    }
    if (command.wantsHelp()) {
      session.screen().out().print(line.getUsageMessage());
      return Exit.DONE;
    }
    return command.run(session);
  }

  private Exit misused(String name, ParameterException e) {
    String usage = "`coppice " + name + " --help` shows how it is used";
    if (e instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().getFirst();
      String what = first.startsWith("-") ? "Unknown option " : "Unexpected argument ";
      return failed(
          Exit.REFUSED,
          what + first,
          NearestWord.to(first, unmatched.getCommandLine().getCommandSpec().optionsMap().keySet())
              .map(nearest -> "Did you mean " + nearest + "?")
              .orElse(usage));
    }
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("It was misused");
    String what = e instanceof MissingParameterException ? message : message.replace("'", "\"");
    return failed(Exit.REFUSED, what, usage);
  }

  private Exit failed(Exit exit, String what, String remedy) {
    session.screen().trouble(what, remedy);
    return exit;
  }

  private static String reason(Throwable unexpected) {
    String message = unexpected.getMessage();
    String kind = unexpected.getClass().getSimpleName();
    return message == null || message.isBlank()
        ? kind
        : kind + ", " + message.lines().findFirst().orElse("");
  }
}
