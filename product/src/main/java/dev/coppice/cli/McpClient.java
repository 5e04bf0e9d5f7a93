package dev.coppice.cli;

import dev.coppice.orchestration.ServiceJson;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The MCP clients whose configuration we know, and what to paste there.
enum McpClient {
  CLAUDE,
  CODEX,
  GEMINI,
  VSCODE,
  OPENCODE;

  /// The environment variable that a client takes the token from; never the token itself.
  private static final String TOKEN = "COPPICE_TOKEN";

  private static final String INPUT = "coppice-token";
  private static final String NAME = "coppice";
  private static final String CODEX_FILE =
      "~/.codex/config.toml, or .codex/config.toml of a trusted project";
  private static final String GEMINI_FILE =
      ".gemini/settings.json of the repository or of your home";
  private static final String OPENCODE_FILE =
      "For opencode.json at the top of the repository. Version 2 of OpenCode wants the server under"
          + " mcp.servers.";
  private static final URI USUAL = URI.create("http://127.0.0.1:7420");
  // The first start builds the program.
  private static final int STARTUP_SECONDS = 90;

  /// What to paste, and what to know about it.
  ///
  /// @param text a whole file of the client, JSON or TOML
  record Snippet(String text, List<String> notes) {
    Snippet {
      notes = List.copyOf(notes);
    }
  }

  /// @throws CommandFailure with the list, when there is no such client
  static McpClient named(String name) {
    List<String> names =
        Arrays.stream(values()).map(client -> client.name().toLowerCase(Locale.ROOT)).toList();
    int place = names.indexOf(name.toLowerCase(Locale.ROOT));
    if (place < 0) {
      throw new CommandFailure(
          Exit.REFUSED,
          "No MCP client is called \"" + name + "\"",
          NearestWord.to(name, names)
              .map(nearest -> "Did you mean " + nearest + "?")
              .orElse("Name one of " + String.join(", ", names) + "."));
    }
    return values()[place];
  }

  /// For a client that starts `coppice mcp` itself.
  ///
  /// @param program how to start Coppice
  Snippet onStdio(List<String> program, Location location) {
    List<String> words = new ArrayList<>(program);
    words.addAll(List.of("mcp", "--repo", location.repository().toString()));
    if (location.data() != null) {
      words.addAll(List.of("--data", location.data().toString()));
    }
    String command = words.getFirst();
    List<String> arguments = words.subList(1, words.size());
    return switch (this) {
      case CLAUDE ->
          json(
              Map.of("mcpServers", server("type", "stdio", "command", command, "args", arguments)),
              "For .mcp.json at the top of the repository. Or: claude mcp add coppice -- %s"
                  .formatted(shell(words)));
      case CODEX ->
          toml(
              fields("command", command, "args", arguments, "startup_timeout_sec", STARTUP_SECONDS),
              "For %s. Or: codex mcp add coppice -- %s".formatted(CODEX_FILE, shell(words)));
      case GEMINI ->
          json(
              Map.of("mcpServers", server("command", command, "args", arguments)),
              "For %s. Or: gemini mcp add coppice %s -- %s"
                  .formatted(GEMINI_FILE, shell(List.of(command)), shell(arguments)));
      case VSCODE -> {
        Map<String, Object> entry = fields("type", "stdio", "command", command, "args", arguments);
        Map<String, Object> named = fields("name", NAME);
        named.putAll(entry);
        yield json(
            Map.of("servers", Map.of(NAME, entry)),
            "For .vscode/mcp.json. Or: code --add-mcp %s".formatted(shell(List.of(text(named)))));
      }
      case OPENCODE ->
          json(
              Map.of("mcp", server("type", "local", "command", words, "enabled", true)),
              OPENCODE_FILE);
    };
  }

  /// For a client that connects to an owner.
  ///
  /// @param owner where one listens now
  /// @param again the flags that name the system, for what a person is told to type
  Snippet overHttp(Optional<URI> owner, String again) {
    String url = owner.orElse(USUAL) + "/mcp";
    String show = "coppice token --show" + again;
    Snippet snippet = overHttp(url, show);
    List<String> notes = new ArrayList<>(snippet.notes());
    if (this != VSCODE) {
      notes.add("Before the client is started: export %s=\"$(%s)\"".formatted(TOKEN, show));
    }
    notes.add(
        owner.isPresent()
            ? "The owner listens there as long as it runs; `coppice serve --port N` keeps the port."
            : "Nobody listens yet: start `coppice serve%s`.".formatted(again));
    return new Snippet(snippet.text(), notes);
  }

  private Snippet overHttp(String url, String show) {
    String bearer = "Bearer ${" + TOKEN + "}";
    return switch (this) {
      case CLAUDE ->
          json(
              Map.of("mcpServers", remote(bearer, "type", "http", "url", url)),
              """
              For .mcp.json at the top of the repository. \
              Or: claude mcp add --transport http coppice %s --header 'Authorization: %s'\
              """
                  .formatted(url, bearer));
      case CODEX ->
          toml(
              fields("url", url, "bearer_token_env_var", TOKEN),
              "For %s. Or: codex mcp add coppice --url %s --bearer-token-env-var %s"
                  .formatted(CODEX_FILE, url, TOKEN));
      case GEMINI ->
          json(
              Map.of("mcpServers", remote(bearer, "httpUrl", url)),
              """
              For %s. Or: gemini mcp add --transport http \
              --header 'Authorization: %s' coppice %s\
              """
                  .formatted(GEMINI_FILE, bearer, url));
      case VSCODE -> {
        // It asks once and keeps the answer safe. Variables in headers are not reliable there.
        Map<String, Object> input = fields("type", "promptString", "id", INPUT);
        input.putAll(fields("description", show, "password", true));
        Map<String, Object> server =
            remote("Bearer ${input:" + INPUT + "}", "type", "http", "url", url);
        yield json(
            fields("inputs", List.of(input), "servers", server),
            "For .vscode/mcp.json. VS Code asks for the token once: paste what `%s` prints."
                .formatted(show));
      }
      case OPENCODE ->
          json(
              Map.of("mcp", remote("Bearer {env:" + TOKEN + "}", "type", "remote", "url", url)),
              OPENCODE_FILE);
    };
  }

  private static Snippet json(Map<String, ?> content, String note) {
    return new Snippet(
        ServiceJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n",
        List.of(note));
  }

  /// Strings and lists of strings are written in TOML as they are in JSON.
  private static Snippet toml(Map<String, ?> table, String note) {
    var lines = new StringBuilder("[mcp_servers." + NAME + "]\n");
    table.forEach((key, value) -> lines.append(key).append(" = ").append(text(value)).append('\n'));
    return new Snippet(lines.toString(), List.of(note));
  }

  /// `coppice` with these fields.
  private static Map<String, Object> server(Object... fields) {
    return Map.of(NAME, fields(fields));
  }

  /// The same with an `Authorization` header after them.
  private static Map<String, Object> remote(String authorization, Object... fields) {
    Map<String, Object> server = fields(fields);
    server.put("headers", Map.of("Authorization", authorization));
    return Map.of(NAME, server);
  }

  /// An object of names and values, in their order.
  private static Map<String, Object> fields(Object... fields) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      object.put((String) fields[i], fields[i + 1]);
    }
    return object;
  }

  private static String shell(List<String> words) {
    return words.stream()
        .map(word ->
            word.matches("[A-Za-z0-9_./+:@%=,-]+") ? word : "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }

  private static String text(Object value) {
    return ServiceJson.mapper().writeValueAsString(value);
  }
}
