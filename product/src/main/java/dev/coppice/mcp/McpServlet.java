package dev.coppice.mcp;

import dev.coppice.event.Redaction;
import dev.coppice.store.AuditLog;
import dev.coppice.store.Caller;
import dev.coppice.store.Scope;
import dev.coppice.view.DisplayText;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// MCP over streamable HTTP, without the protocol itself: lets in small, well-formed messages of
/// callers who may ask, keeps their sessions apart, and gives them to an [Adapter].
///
/// It must stand behind a guard that leaves the caller as a request attribute named like [Caller].
public final class McpServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  static final String SESSION = "mcp-session-id";

  private static final String REVISION = "mcp-protocol-version";
  private static final int MOST_BODY_BYTES = 1024 * 1024;
  private static final int MOST_SESSIONS = 64;
  private static final int LONGEST_QUOTED = 64;

  private final transient Supplier<Catalogue> offer;
  private final transient @Nullable AuditLog audit;
  private final transient Supplier<Redaction> redaction;
  private final transient McpSessions sessions;
  private final transient OpenStreams streams = new OpenStreams();
  private transient volatile @Nullable Opened opened;

  /// @param offer asked at the first request
  /// @param audit hears of every call that could change something
  public McpServlet(Supplier<Catalogue> offer, @Nullable AuditLog audit, InstantSource clock) {
    this(offer, audit, () -> Redaction.SHAPES, clock);
  }

  /// @param redaction over what errors quote, asked for each
  public McpServlet(
      Supplier<Catalogue> offer,
      @Nullable AuditLog audit,
      Supplier<Redaction> redaction,
      InstantSource clock) {
    this.redaction = redaction;
    this.offer = offer;
    this.audit = audit;
    this.sessions = new McpSessions(MOST_SESSIONS, clock);
  }

  private record Opened(Catalogue catalogue, Adapter adapter) {
    Optional<Tool> findTool(String name) {
      return catalogue.tools().stream().filter(tool -> tool.name().equals(name)).findFirst();
    }
  }

  /// A whole protocol library is loaded here, which nobody should wait for who does not need it.
  private synchronized Opened open() {
    Opened there = opened;
    if (there == null) {
      Catalogue catalogue = offer.get();
      there = new Opened(catalogue, new SdkAdapter(catalogue, new ToolRunner(audit, redaction)));
      opened = there;
    }
    return there;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    if (!(request.getAttribute(Caller.class.getName()) instanceof Caller caller)
        || !caller.may(Scope.READ)) {
      fault(403, JsonRpc.FORBIDDEN, "This token is not for MCP. Use the admin or the read token.")
          .send(response, null);
      return;
    }
    switch (request.getMethod()) {
      case "POST" -> post(request, response, caller);
      case "GET" -> listen(request, response, caller);
      case "DELETE" -> end(request, response, caller);
      default -> {
        response.setHeader("Allow", "POST, GET, DELETE");
        fault(405, JsonRpc.REFUSED, "Only POST, GET and DELETE are served here. Send a message.")
            .send(response, null);
      }
    }
  }

  private void post(HttpServletRequest request, HttpServletResponse response, Caller caller)
      throws ServletException, IOException {
    if (!accepts(request, "application/json") || !accepts(request, "text/event-stream")) {
      fault(
              406,
              JsonRpc.REFUSED,
              "The client does not accept our answers. Send `Accept: application/json,"
                  + " text/event-stream`.")
          .send(response, null);
      return;
    }
    byte[] body = request.getInputStream().readNBytes(MOST_BODY_BYTES + 1);
    if (body.length > MOST_BODY_BYTES) {
      fault(413, JsonRpc.REFUSED, "The body is longer than 1 MiB. Send less.").send(response, null);
      return;
    }
    switch (JsonRpc.read(body)) {
      case JsonRpc.Reading.Refused(var fault) -> fault.send(response, null);
      case JsonRpc.Reading.Read(var message) when message.method().equals("initialize") ->
          begin(message, request, response, caller);
      case JsonRpc.Reading.Read(var message) -> within(message, request, response, caller);
    }
  }

  private void begin(
      JsonRpc message, HttpServletRequest request, HttpServletResponse response, Caller caller)
      throws ServletException, IOException {
    Optional<JsonRpc.Fault> fault = Shapes.fault(message);
    if (fault.isPresent()) {
      fault.get().send(response, message.id());
      return;
    }
    Opened at = open();
    for (String idle : sessions.tooMany()) {
      sessions.remove(idle);
      at.adapter()
          .servlet()
          .service(new EndingRequest(request, idle), new SilentResponse(response));
    }
    var answer = new MessageResponse(response, message.id());
    at.adapter().servlet().service(new MessageRequest(request, message.bytes()), answer);
    String session = response.getHeader(SESSION);
    if (session != null && answer.getStatus() == HttpServletResponse.SC_OK) {
      sessions.add(session, caller);
    }
  }

  private void within(
      JsonRpc message, HttpServletRequest request, HttpServletResponse response, Caller caller)
      throws ServletException, IOException {
    Opened at = open();
    Optional<JsonRpc.Fault> fault = entered(at, request, caller);
    if (fault.isPresent()) {
      fault.get().send(response, message.id());
      return;
    }
    String session = session(request);
    try {
      if (message.isNotification() && !message.method().equals("notifications/initialized")) {
        if (message.method().equals("notifications/cancelled")
            && message.params().has("requestId")) {
          sessions.cancel(session, message.params().path("requestId"));
        }
        response.setStatus(HttpServletResponse.SC_ACCEPTED);
      } else if (message.isRequest()) {
        request(at, message, session, request, response, caller);
      } else {
        var answer = new MessageResponse(response, message.id());
        at.adapter().servlet().service(new MessageRequest(request, message.bytes()), answer);
      }
    } finally {
      sessions.leave(session);
    }
  }

  private void request(
      Opened at,
      JsonRpc message,
      String session,
      HttpServletRequest request,
      HttpServletResponse response,
      Caller caller)
      throws ServletException, IOException {
    JsonNode id = message.id();
    Optional<JsonRpc.Fault> refused = Shapes.fault(message).or(() -> refused(at, message, caller));
    Optional<OpenCall> call =
        refused.isPresent() || id == null ? Optional.empty() : sessions.openCall(session, id);
    if (id == null || call.isEmpty()) {
      refused
          .orElseGet(() ->
              fault(
                  400,
                  JsonRpc.INVALID_REQUEST,
                  "A request with this id is under way. Send each with its own."))
          .send(response, message.id());
      return;
    }
    var answer = new MessageResponse(response, message.id());
    streams.add(answer);
    try {
      request.setAttribute(Adapter.OPEN_CALL, call.get());
      at.adapter().servlet().service(new MessageRequest(request, message.bytes()), answer);
      answer.breakSilence();
    } finally {
      streams.remove(answer);
      sessions.closeCall(session, id);
    }
  }

  private Optional<JsonRpc.Fault> refused(Opened at, JsonRpc message, Caller caller) {
    return switch (message.method()) {
      case "tools/call" -> refusedTool(at, message.params().path("name").asString(""), caller);
      case "resources/subscribe" -> {
        String uri = message.params().path("uri").asString("");
        yield at.catalogue().resources().stream().anyMatch(one -> one.uri().equals(uri))
            ? Optional.empty()
            : Optional.of(
                fault(
                    200,
                    JsonRpc.NOT_FOUND,
                    "This is no resource that tells of changes. resources/list has those."));
      }
      default -> Optional.empty();
    };
  }

  private String shortly(String name) {
    String shown = redaction.get().redact(DisplayText.line(name));
    return shown.substring(0, Math.min(LONGEST_QUOTED, shown.length()));
  }

  private Optional<JsonRpc.Fault> refusedTool(Opened at, String name, Caller caller) {
    Optional<Tool> tool = at.findTool(name);
    if (tool.isEmpty()) {
      return Optional.of(
          fault(
              200,
              JsonRpc.INVALID_PARAMS,
              "There is no tool \"%s\". tools/list has them all.".formatted(shortly(name))));
    }
    return tool.filter(one -> !caller.may(one.scope()))
        .map(one ->
            fault(
                403,
                JsonRpc.FORBIDDEN,
                ToolRunner.forbidden(one, caller) + " Use the admin token."));
  }

  private void listen(HttpServletRequest request, HttpServletResponse response, Caller caller)
      throws ServletException, IOException {
    if (!accepts(request, "text/event-stream")) {
      fault(406, JsonRpc.REFUSED, "This is a stream. Send `Accept: text/event-stream`.")
          .send(response, null);
      return;
    }
    Opened at = open();
    Optional<JsonRpc.Fault> fault = entered(at, request, caller);
    if (fault.isPresent()) {
      fault.get().send(response, null);
      return;
    }
    String session = session(request);
    var stream = new MessageResponse(response, null);
    streams.add(stream);
    try {
      at.adapter().servlet().service(request, stream);
      stream.flushBuffer();
    } finally {
      OpenStreams.onEnd(
          request,
          () -> {
            streams.remove(stream);
            sessions.leave(session);
          });
    }
  }

  private void end(HttpServletRequest request, HttpServletResponse response, Caller caller)
      throws ServletException, IOException {
    Opened at = open();
    Optional<JsonRpc.Fault> fault = entered(at, request, caller);
    if (fault.isPresent()) {
      fault.get().send(response, null);
      return;
    }
    sessions.remove(session(request));
    at.adapter().servlet().service(request, new MessageResponse(response, null));
  }

  /// Counts the request into its session, or says why not.
  private Optional<JsonRpc.Fault> entered(Opened at, HttpServletRequest request, Caller caller) {
    String revision = request.getHeader(REVISION);
    if (revision != null && !at.adapter().revisions().contains(revision)) {
      return Optional.of(
          fault(
              400,
              JsonRpc.INVALID_REQUEST,
              "This revision of the protocol is not spoken here. Use one of "
                  + at.adapter().revisions()
                  + "."));
    }
    String session = session(request);
    if (session.isEmpty()) {
      return Optional.of(
          fault(
              400,
              JsonRpc.INVALID_REQUEST,
              "The request belongs to no session. Initialize one, and send its Mcp-Session-Id."));
    }
    return sessions.enter(session, caller)
        ? Optional.empty()
        : Optional.of(
            fault(404, JsonRpc.NO_SESSION, "There is no such session. Initialize a new one."));
  }

  private static String session(HttpServletRequest request) {
    String session = request.getHeader(SESSION);
    return session == null ? "" : session;
  }

  private static boolean accepts(HttpServletRequest request, String type) {
    String accept = request.getHeader("Accept");
    return accept != null && accept.contains(type);
  }

  private static JsonRpc.Fault fault(int status, int code, String message) {
    return new JsonRpc.Fault(status, code, message);
  }

  @Override
  public void destroy() {
    streams.close();
    Opened there = opened;
    if (there != null) {
      there.adapter().close();
    }
    super.destroy();
  }
}
