package dev.coppice.rest;

import dev.coppice.agent.AttemptId;
import dev.coppice.agent.AttemptReport;
import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.store.Caller;
import dev.coppice.store.Scope;
import dev.coppice.view.AssignedView;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What the process of an attempt may ask and say, each about its own attempt only. What it says is
/// a claim, as it is in its report file.
record AttemptResource(OrchestrationService service) {
  private static final int LONGEST_NOTE = 2_000;
  private static final int LONGEST_QUESTION = 10_000;
  private static final int MOST_OPTIONS = 20;
  private static final int WHOLE = 100;

  void addTo(Router router) {
    String attempt = RestApi.ROOT + "/attempt";
    router
        .on(Scope.AGENT, "GET", attempt, (request, _) -> assigned(request))
        .on(Scope.AGENT, "POST", attempt + "/progress", (request, _) -> progress(request))
        .on(Scope.AGENT, "POST", attempt + "/blocker", (request, _) -> blocker(request));
  }

  private Answer assigned(Request request) {
    AttemptId attempt = attempt(request);
    return Answer.json(
        AssignedView.find(service.snapshot(), attempt)
            .orElseThrow(() ->
                new ApiException(
                    409,
                    "Attempt " + attempt + " is not at work now.",
                    "Only an attempt that works on a module has an assignment.")));
  }

  private Answer progress(Request request) {
    int percent = request.whole("percent", -1, 0, WHOLE);
    if (percent < 0) {
      throw ApiException.invalid("percent is required", "Send a whole number from 0 to 100.");
    }
    AttemptId attempt = attempt(request);
    service.report(
        attempt,
        new AttemptReport.Progress(
            percent,
            text(request, "phase", LONGEST_NOTE).orElse(null),
            text(request, "message", LONGEST_NOTE).orElse(null)));
    return told(attempt);
  }

  private Answer blocker(Request request) {
    String question =
        text(request, "question", LONGEST_QUESTION)
            .orElseThrow(
                () -> ApiException.invalid("question is required", "Send it as a JSON string."));
    List<String> options = options(request.json().path("options"));
    AttemptId attempt = attempt(request);
    service.report(attempt, new AttemptReport.Blocker(question, options));
    return told(attempt);
  }

  private static Answer told(AttemptId attempt) {
    return Answer.json("success", true, "attemptId", attempt, "message", "Reported");
  }

  private static List<String> options(JsonNode options) {
    if (options.isMissingNode() || options.isNull()) {
      return List.of();
    }
    boolean good = options.isArray() && options.size() <= MOST_OPTIONS;
    List<String> texts =
        options.valueStream().filter(JsonNode::isString).map(JsonNode::stringValue).toList();
    if (!good || texts.size() < options.size()) {
      throw ApiException.invalid(
          "options is not a list of strings.", "Send at most " + MOST_OPTIONS + " of them.");
    }
    return texts;
  }

  private static Optional<String> text(Request request, String name, int longest) {
    Optional<String> text = request.text(name);
    if (text.isPresent() && text.get().length() > longest) {
      throw ApiException.invalid(
          name + " has " + text.get().length() + " characters.", "Send at most " + longest + ".");
    }
    return text;
  }

  /// Only a caller of that scope gets here.
  private static AttemptId attempt(Request request) {
    if (request.caller() instanceof Caller.OfAttempt(var attempt, _)) {
      return attempt;
    }
    throw new IllegalStateException("the caller is no attempt");
  }
}
