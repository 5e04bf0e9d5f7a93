package dev.coppice.mcp;

import dev.coppice.orchestration.ServiceJson;
import dev.coppice.store.Caller;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// A call of a tool through the SDK.
record SdkCall(
    McpSyncServerExchange exchange, McpSchema.CallToolRequest request, Caller caller, OpenCall open)
    implements ToolCall, Client {
  private static final Logger LOG = LoggerFactory.getLogger(SdkCall.class);

  @Override
  public JsonNode arguments() {
    return ServiceJson.mapper()
        .valueToTree(request.arguments() == null ? Map.of() : request.arguments());
  }

  @Override
  public boolean isCancelled() {
    return open.isCancelled();
  }

  @Override
  public Client client() {
    return this;
  }

  @Override
  public void progress(double done, double total, String message) {
    Object token = request.meta() == null ? null : request.meta().get("progressToken");
    if (token != null) {
      var told = McpSchema.ProgressNotification.builder(token, done).message(message);
      if (total > 0) {
        var _ = told.total(total);
      }
      tell(() -> exchange.progressNotification(told.build()));
    }
  }

  @Override
  public void log(Level level, String message) {
    LoggingLevel grade =
        switch (level) {
          case DEBUG -> LoggingLevel.DEBUG;
          case INFO -> LoggingLevel.INFO;
          case WARNING -> LoggingLevel.WARNING;
          case ERROR -> LoggingLevel.ERROR;
        };
    tell(() ->
        exchange.loggingNotification(
            McpSchema.LoggingMessageNotification.builder(grade, message)
                .logger("coppice")
                .build()));
  }

  /// The work goes on when nobody listens.
  private static void tell(Runnable telling) {
    try {
      telling.run();
    } catch (RuntimeException e) {
      LOG.debug("A client was not told: {}", e.toString());
    }
  }

  @Override
  public Optional<String> sample(String prompt, int mostTokens) {
    McpSchema.ClientCapabilities client = exchange.getClientCapabilities();
    if (client == null || client.sampling() == null) {
      return Optional.empty();
    }
    McpSchema.CreateMessageResult answer =
        exchange.createMessage(
            McpSchema.CreateMessageRequest.builder(
                    List.of(
                        new McpSchema.SamplingMessage(
                            McpSchema.Role.USER, SdkContent.content(new Content.Text(prompt)))),
                    mostTokens)
                .build());
    return answer.content() instanceof McpSchema.TextContent text
        ? Optional.of(text.text())
        : Optional.empty();
  }

  @Override
  public Optional<Reply> ask(String message, Map<String, Object> schema) {
    McpSchema.ClientCapabilities client = exchange.getClientCapabilities();
    if (client == null || client.elicitation() == null) {
      return Optional.empty();
    }
    McpSchema.ElicitResult answer =
        exchange.createElicitation(McpSchema.ElicitFormRequest.builder(message, schema).build());
    String action =
        switch (answer.action()) {
          case ACCEPT -> "accept";
          case DECLINE -> "decline";
          case CANCEL -> "cancel";
        };
    Map<String, Object> content = answer.content() == null ? Map.of() : answer.content();
    return Optional.of(new Reply(action, ServiceJson.mapper().valueToTree(content)));
  }
}
