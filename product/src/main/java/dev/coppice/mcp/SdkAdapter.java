package dev.coppice.mcp;

import dev.coppice.orchestration.OrchestrationException;
import dev.coppice.orchestration.ProgramVersion;
import dev.coppice.store.Caller;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncCompletionSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import io.modelcontextprotocol.spec.McpStreamableServerTransportProvider;
import io.modelcontextprotocol.util.DefaultMcpUriTemplateManager;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// The revisions of the protocol with sessions, as the official SDK speaks them. Handlers run on
/// the thread of their request, so one that waits holds up nobody else.
final class SdkAdapter implements Adapter {
  // A person may have to answer.
  private static final Duration LONGEST_ANSWER = Duration.ofMinutes(5);
  private static final Logger LOG = LoggerFactory.getLogger(SdkAdapter.class);
  private static final int MOST_COMPLETIONS = 100;
  private static final String CALLER = Caller.class.getName();

  private final HttpServletStreamableServerTransportProvider transport;
  private final Revisions revisions;
  private final McpSyncServer server;
  private final AutoCloseable watching;

  SdkAdapter(Catalogue catalogue, ToolRunner runner) {
    var json = new SdkJson();
    transport =
        HttpServletStreamableServerTransportProvider.builder()
            .jsonMapper(json)
            .contextExtractor(SdkAdapter::context)
            .keepAliveInterval(null)
            .sessionSweepInterval(null)
            .build();
    revisions = new Revisions(transport);
    var specification =
        McpServer.sync(revisions)
            .jsonMapper(json)
            .jsonSchemaValidator(new NoValidator())
            .validateToolInputs(false)
            .serverInfo(
                McpSchema.Implementation.builder("coppice", ProgramVersion.read())
                    .title("Coppice")
                    .build())
            .instructions(catalogue.instructions())
            .capabilities(
                McpSchema.ServerCapabilities.builder()
                    .tools(false)
                    .resources(true, false)
                    .prompts(false)
                    .completions()
                    .logging()
                    .build())
            .requestTimeout(LONGEST_ANSWER)
            .immediateExecution(true)
            .tools(catalogue.tools().stream().map(tool -> specified(tool, runner)).toList())
            .resources(catalogue.resources().stream().map(SdkAdapter::specified).toList())
            .resourceTemplates(catalogue.templates().stream().map(SdkAdapter::specified).toList())
            .prompts(catalogue.prompts().stream().map(SdkAdapter::specified).toList())
            .completions(completions(catalogue));
    Map<String, Tool> tools = new HashMap<>();
    catalogue.tools().forEach(tool -> tools.put(tool.name(), tool));
    server =
        specification
            .addToolFilter((context, told) -> {
              Tool tool = tools.get(told.name());
              return tool != null
                  && context.get(CALLER) instanceof Caller caller
                  && caller.may(tool.scope());
            })
            .build();
    watching = catalogue.changes().watch(this::resourceChanged);
  }

  @Override
  public List<String> revisions() {
    return revisions.protocolVersions();
  }

  @Override
  public HttpServlet servlet() {
    return transport;
  }

  private void resourceChanged(String uri) {
    server.notifyResourcesUpdated(new McpSchema.ResourcesUpdatedNotification(uri));
  }

  @Override
  public void close() {
    try {
      watching.close();
    } catch (Exception e) {
      LOG.debug("The watch on resources did not end: {}", e.toString());
    }
    server.closeGracefully();
  }

  private static McpTransportContext context(HttpServletRequest request) {
    Map<String, Object> context = new HashMap<>();
    for (String name : List.of(CALLER, OPEN_CALL)) {
      Object value = request.getAttribute(name);
      if (value != null) {
        context.put(name, value);
      }
    }
    return McpTransportContext.create(context);
  }

  private static SyncToolSpecification specified(Tool tool, ToolRunner runner) {
    return SyncToolSpecification.builder()
        .tool(SdkContent.tool(tool))
        .callHandler((exchange, request) -> {
          McpTransportContext context = exchange.transportContext();
          if (!(context.get(CALLER) instanceof Caller caller)
              || !(context.get(OPEN_CALL) instanceof OpenCall open)) {
            throw new IllegalStateException("a call without a caller");
          }
          open.begin();
          try {
            return SdkContent.result(
                runner.run(tool, new SdkCall(exchange, request, caller, open)));
          } finally {
            open.end();
          }
        })
        .build();
  }

  private static SyncResourceSpecification specified(Resource resource) {
    return new SyncResourceSpecification(
        SdkContent.resource(resource),
        (_, request) -> read(request.uri(), () -> resource.reader().read()));
  }

  private static SyncResourceTemplateSpecification specified(ResourceTemplate template) {
    var gaps = new DefaultMcpUriTemplateManager(template.uriTemplate());
    return new SyncResourceTemplateSpecification(
        SdkContent.template(template),
        (_, request) ->
            read(
                request.uri(),
                () -> template.reader().read(decoded(gaps.extractVariableValues(request.uri())))));
  }

  private static Map<String, String> decoded(Map<String, String> variables) {
    Map<String, String> decoded = new HashMap<>();
    variables.forEach((name, value) ->
        decoded.put(name, URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8)));
    return decoded;
  }

  private static McpSchema.ReadResourceResult read(String uri, Supplier<ResourceContents> reader) {
    return told(
        McpSchema.ErrorCodes.RESOURCE_NOT_FOUND,
        () ->
            new McpSchema.ReadResourceResult(
                List.of(SdkContent.contents(uri, reader.get())), null));
  }

  private static SyncPromptSpecification specified(Prompt prompt) {
    return new SyncPromptSpecification(
        SdkContent.prompt(prompt),
        (_, request) ->
            told(
                ErrorCodes.INVALID_PARAMS,
                () ->
                    McpSchema.GetPromptResult.builder(
                            prompt.renderer().render(arguments(prompt, request)).stream()
                                .map(SdkContent::message)
                                .toList())
                        .description(prompt.description())
                        .build()));
  }

  private static Map<String, String> arguments(Prompt prompt, McpSchema.GetPromptRequest request) {
    Map<String, String> arguments = new HashMap<>();
    if (request.arguments() != null) {
      request.arguments().forEach((name, value) -> arguments.put(name, String.valueOf(value)));
    }
    prompt.arguments().stream()
        .filter(argument ->
            argument.required() && arguments.getOrDefault(argument.name(), "").isBlank())
        .findFirst()
        .ifPresent(argument -> {
          throw new ToolException(argument.name() + " is missing.", "Give it as an argument.");
        });
    return arguments;
  }

  private static List<SyncCompletionSpecification> completions(Catalogue catalogue) {
    List<SyncCompletionSpecification> all = new ArrayList<>();
    catalogue
        .prompts()
        .forEach(prompt ->
            all.add(
                new SyncCompletionSpecification(
                    new McpSchema.PromptReference(prompt.name()),
                    (_, request) -> completed(prompt.completer(), request))));
    catalogue
        .templates()
        .forEach(template ->
            all.add(
                new SyncCompletionSpecification(
                    new McpSchema.ResourceReference(template.uriTemplate()),
                    (_, request) -> completed(template.completer(), request))));
    return all;
  }

  private static McpSchema.CompleteResult completed(
      ResourceTemplate.Completer completer, McpSchema.CompleteRequest request) {
    List<String> words =
        completer.complete(
            request.argument().name(), Optional.ofNullable(request.argument().value()).orElse(""));
    return new McpSchema.CompleteResult(
        new McpSchema.CompleteResult.CompleteCompletion(
            words.stream().limit(MOST_COMPLETIONS).toList(),
            words.size(),
            words.size() > MOST_COMPLETIONS));
  }

  /// Trouble becomes an error that says what and how to mend it.
  private static <T> T told(int code, Supplier<T> answer) {
    try {
      return answer.get();
    } catch (ToolException e) {
      throw error(code, e.getMessage() + " " + e.remedy());
    } catch (OrchestrationException e) {
      throw error(code, e.getMessage() + " " + e.remedy());
    }
  }

  private static McpError error(int code, String message) {
    return McpError.builder(code).message(message).build();
  }

  /// Arguments are checked before the SDK's own check, and what tools answer by their tests.
  private static final class NoValidator implements JsonSchemaValidator {
    @Override
    public ValidationResponse validate(Map<String, Object> schema, Object structured) {
      return ValidationResponse.asValid(null);
    }
  }

  /// The first revision differs in nothing that a server over this transport says.
  private record Revisions(HttpServletStreamableServerTransportProvider transport)
      implements McpStreamableServerTransportProvider {
    @Override
    public List<String> protocolVersions() {
      List<String> all = new ArrayList<>(List.of("2024-11-05"));
      all.addAll(transport.protocolVersions());
      return List.copyOf(all);
    }

    @Override
    public void setSessionFactory(McpStreamableServerSession.Factory factory) {
      transport.setSessionFactory(factory);
    }

    @Override
    public Mono<Void> notifyClients(String method, Object params) {
      return transport.notifyClients(method, params);
    }

    @Override
    public Mono<Void> notifyClient(String session, String method, Object params) {
      return transport.notifyClient(session, method, params);
    }

    @Override
    public Mono<Void> closeGracefully() {
      return transport.closeGracefully();
    }
  }
}
