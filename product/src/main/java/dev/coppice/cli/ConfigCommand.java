package dev.coppice.cli;

import dev.coppice.orchestration.ServiceJson;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/// `coppice config`: what is in force, or what is wrong.
@CommandLine.Command(description = "Check coppice.yaml and show what is in force.")
final class ConfigCommand extends Command {
  @Mixin private final SystemFlags system = new SystemFlags();
  @Mixin private final JsonFlag json = new JsonFlag();

  @Override
  Exit run(Session session) {
    ConfigReport report = session.systems().readConfig(system.location());
    Screen screen = session.screen();
    if (json.isWanted()) {
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("ok", report.problems().isEmpty());
      answer.put("file", report.file().toString());
      answer.put("exists", report.exists());
      answer.put("problems", report.problems());
      answer.put("entries", report.entries());
      screen.line(ServiceJson.mapper().writeValueAsString(answer));
    } else if (report.problems().isEmpty()) {
      screen.line(
          "# " + report.file() + (report.exists() ? "" : " is not there; these are the defaults"));
      screen.foreign(report.text());
    } else {
      report.problems().forEach(problem -> screen.err().println(problem));
    }
    return report.problems().isEmpty() ? Exit.DONE : Exit.REFUSED;
  }
}
