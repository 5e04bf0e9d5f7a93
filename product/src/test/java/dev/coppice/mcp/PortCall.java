package dev.coppice.mcp;

import dev.coppice.store.Caller;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A call straight through the port, with nobody's protocol between.
final class PortCall implements ToolCall {
  private final JsonNode arguments;
  private final Caller caller;
  private final List<String> progress = new CopyOnWriteArrayList<>();
  private volatile boolean cancelled;

  PortCall(JsonNode arguments, Caller caller) {
    this.arguments = arguments;
    this.caller = caller;
  }

  static PortCall of(String arguments) {
    return new PortCall(JsonMapper.shared().readTree(arguments), Caller.Admin.SELF);
  }

  void cancel() {
    cancelled = true;
  }

  List<String> progress() {
    return progress;
  }

  @Override
  public JsonNode arguments() {
    return arguments;
  }

  @Override
  public Caller caller() {
    return caller;
  }

  @Override
  public void progress(double done, double total, String message) {
    progress.add("%.0f/%.0f %s".formatted(done, total, message));
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  public Client client() {
    return new Client() {
      @Override
      public void log(Level level, String message) {}

      @Override
      public Optional<String> sample(String prompt, int mostTokens) {
        return Optional.empty();
      }

      @Override
      public Optional<Reply> ask(String message, Map<String, Object> schema) {
        return Optional.empty();
      }
    };
  }
}
