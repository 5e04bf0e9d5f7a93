package dev.coppice.rest;

import dev.coppice.agent.AttemptId;
import dev.coppice.event.Redaction;
import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.orchestration.ProgramVersion;
import dev.coppice.store.AuditLog;
import dev.coppice.store.Scope;
import dev.coppice.view.DisplayText;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every endpoint of one system, without the way over the network: the server puts HTTP and its
/// guard before it, a program in the same process may ask it directly.
public final class RestApi {
  /// What every path begins with.
  public static final String ROOT = "/api/orchestration";

  private static final Logger LOG = LoggerFactory.getLogger(RestApi.class);

  private static final int FORBIDDEN = 403;
  private static final Router.Meant NOWHERE = new Router.Meant(Visit.ROUTE_OF_NOBODY, Map.of());

  private final Router router = new Router();
  private final OrchestrationService service;
  private final IdempotencyKeys keys;
  private final EventStreams streams;
  private final Audit audit;
  private final Counters counters = new Counters();

  public RestApi(OrchestrationService service) {
    this(service, new IdempotencyKeys(InstantSource.system()), null);
  }

  /// @param log where changes are written down; absent = nowhere
  public RestApi(OrchestrationService service, IdempotencyKeys keys, @Nullable AuditLog log) {
    this.service = service;
    this.keys = keys;
    this.audit = new Audit(log);
    this.streams = new EventStreams(service);
    new HealthResource(InstantSource.system(), ProgramVersion.read()).addTo(router);
    new ReadyResource(service).addTo(router);
    new MetricsResource(service, counters, ProgramVersion.read()).addTo(router);
    DescriptionResource.addTo(router);
    new RoadmapResource(service).addTo(router);
    new AttemptResource(service).addTo(router);
    new WorktreesResource(service).addTo(router);
    new OrchestratorResource(service).addTo(router);
    new AgentsResource(service).addTo(router);
    new LogsResource(service).addTo(router);
    new WorkResource(service).addTo(router);
    streams.addTo(router);
    new EventsResource(service, streams).addTo(router);
    new InboxResource(service).addTo(router);
    new ModulesResource(service).addTo(router);
    new LandingsResource(service).addTo(router);
    new StatusResource(service).addTo(router);
  }

  /// What the server before this API counts.
  public Counters counters() {
    return counters;
  }

  /// Ends every stream of events; none begins any more.
  void endStreams() {
    streams.close();
  }

  /// Every route there is.
  List<Router.Listed> routes() {
    return router.routes();
  }

  /// Whether this attempt runs now; its token is good for as long.
  boolean runs(AttemptId attempt) {
    return service.snapshot().state().running().containsKey(attempt);
  }

  /// The pattern of the route that a question is meant for, for counting.
  String route(Request request) {
    return router.meant(request).orElse(NOWHERE).pattern();
  }

  /// The answer, whatever happens: trouble becomes a status and two sentences.
  public Answer answer(Request request) {
    Answer answer = EntityTags.tagged(request, once(request));
    if (answer.status() == FORBIDDEN && !request.caller().may(Scope.ADMIN)) {
      counters.refuse(Counters.Reason.SCOPE);
    }
    if (LOG.isDebugEnabled()) {
      LOG.debug("{}: {}", told(request), answer.status());
    }
    if (!request.method().equals("GET")) {
      Router.Meant meant = router.meant(request).orElse(NOWHERE);
      audit.add(request, meant.pattern(), meant.path(), answer.status());
    }
    return answer;
  }

  private Answer once(Request request) {
    try {
      return keys.answer(request, () -> guarded(request));
    } catch (ApiException e) {
      return refused(e);
    }
  }

  private Answer guarded(Request request) {
    try {
      return router.answer(request);
    } catch (ApiException e) {
      return refused(e);
    } catch (RuntimeException e) {
      Trouble trouble = Trouble.of(e);
      if (!trouble.isExpected()) {
        LOG.error("{} failed", told(request), e);
      }
      return error(trouble.status(), trouble.what(), trouble.remedy());
    }
  }

  /// What is told of a question that cannot even be read.
  Answer refused(ApiException e) {
    return e.answer(service.redaction());
  }

  /// An error may quote what somebody sent, or what git said.
  private Answer error(int status, String what, String remedy) {
    Redaction redaction = service.redaction();
    return Answer.error(status, redaction.redact(what), redaction.redact(remedy));
  }

  /// The question for the log: on one line, whatever the path holds.
  private static String told(Request request) {
    return DisplayText.line(request.method() + " /" + String.join("/", request.segments()));
  }
}
