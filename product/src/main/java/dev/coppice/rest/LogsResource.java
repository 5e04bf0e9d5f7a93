package dev.coppice.rest;

import dev.coppice.agent.AttemptId;
import dev.coppice.orchestration.LogPart;
import dev.coppice.orchestration.LoggedAttempt;
import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.view.AgentView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What agents printed: the last lines of all their attempts, or one attempt's output by bytes,
/// which is followed by asking again from `next` on.
record LogsResource(OrchestrationService service) {
  private static final int MOST_LINES = 100_000;
  private static final int USUAL_LINES = 200;
  private static final int FEWEST_BYTES = 4;
  private static final int USUAL_BYTES = 64 * 1024;
  private static final int MOST_BYTES = 1024 * 1024;

  void addTo(Router router) {
    String agent = RestApi.ROOT + "/agents/{id}";
    router
        .on("GET", agent + "/log", this::log, "lines", "attempt", "stream", "from", "bytes")
        .on("GET", agent + "/attempts", this::attempts, Page.LIMIT, Page.OFFSET);
  }

  private Answer attempts(Request request, Map<String, String> path) {
    AgentView agent = agent(path);
    List<LoggedAttempt> all = service.listAttempts(Named.id(agent));
    return Page.of(request).of(all, "attempts", attempt -> attempt, Map.of("agentId", agent.id()));
  }

  private Answer log(Request request, Map<String, String> path) {
    AgentView agent = agent(path);
    if (request.asked("attempt").isPresent()) {
      return part(request, agent);
    }
    for (String name : List.of("stream", "from", "bytes")) {
      if (request.asked(name).isPresent()) {
        throw ApiException.invalid(
            name + " goes with an attempt.",
            "Name it: attempt=ID; GET " + RestApi.ROOT + "/agents/{id}/attempts lists them.");
      }
    }
    return lines(request, agent);
  }

  private Answer lines(Request request, AgentView agent) {
    int lines = request.number("lines", USUAL_LINES, MOST_LINES);
    if (request.asText()) {
      var text = new StringBuilder();
      service.readLog(Named.id(agent), lines, line -> text.append(line).append('\n'));
      return Answer.text(text.toString());
    }
    List<String> read = new ArrayList<>();
    service.readLog(Named.id(agent), lines, read::add);
    return Answer.json("agentId", agent.id(), "moduleId", agent.moduleId(), "lines", read);
  }

  private Answer part(Request request, AgentView agent) {
    if (request.asked("lines").isPresent()) {
      throw ApiException.invalid(
          "lines does not go with an attempt.", "Give from and bytes instead.");
    }
    LogPart.Stream stream =
        Word.find(request, "stream", LogPart.Stream.values(), LogPart.Stream::text)
            .orElse(LogPart.Stream.OUT);
    long from = request.number("from", 0L, Long.MAX_VALUE);
    int bytes = request.number("bytes", USUAL_BYTES, MOST_BYTES);
    LogPart part =
        service.readLog(
            Named.id(agent), attempt(request), stream, from, Math.max(FEWEST_BYTES, bytes));
    return request.asText() ? Answer.text(part.text()) : Answer.json(part);
  }

  private static AttemptId attempt(Request request) {
    String text = request.asked("attempt").orElse("");
    try {
      return new AttemptId(text);
    } catch (IllegalArgumentException _) {
      throw ApiException.invalid(
          "attempt \"" + text + "\" is no attempt id.",
          "It is made of lower-case letters, digits and dashes.");
    }
  }

  private AgentView agent(Map<String, String> path) {
    return Named.agent(service, path.getOrDefault("id", ""));
  }
}
