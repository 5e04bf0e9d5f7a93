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
    String shell = shell(words);
    return switch (this) {
      case CLAUDE ->
          json(
              Map.of("mcpServers", server("type", "stdio", "command", command, "args", arguments)),
              "For .mcp.json at the top of the repository. Or: claude mcp add " + NAME + " -- "
                  + shell);
      case CODEX ->
          new Snippet(
              """
              [mcp_servers.%s]
              command = %s
              args = %s
              startup_timeout_sec = %d
              """
                  .formatted(NAME, toml(command), toml(arguments), STARTUP_SECONDS),
              List.of(
                  "For ~/.codex/config.toml, or .codex/config.toml of a trusted project."
                      + " Or: codex mcp add " + NAME + " -- " + shell));
      case GEMINI ->
          json(
              Map.of("mcpServers", server("command", command, "args", arguments)),
              "For .gemini/settings.json of the repository or of your home."
                  + " Or: gemini mcp add " + NAME + " " + shell(List.of(command)) + " -- "
                  + shell(arguments));
      case VSCODE -> {
        Map<String, Object> entry =
            server("type", "stdio", "command", command, "args", arguments);
        yield json(Map.of("servers", entry), "For .vscode/mcp.json." + addToCode(entry));
      }
      case OPENCODE ->
          json(
              Map.of("mcp", server("type", "local", "command", words, "enabled", true)),
              opencode());
    };
  }

  /// For a client that connects to an owner.
  ///
  /// @param owner where one listens now
  Snippet overHttp(Optional<URI> owner) {
    String url = owner.orElse(USUAL) + "/mcp";
    String header = "Bearer ${" + TOKEN + "}";
    Snippet snippet =
        switch (this) {
          case CLAUDE ->
              json(
                  Map.of("mcpServers", remote("type", "http", "url", url, header)),
                  "For .mcp.json at the top of the repository. Or: claude mcp add --transport http "
                      + NAME + " " + url + " --header 'Authorization: " + header + "'");
          case CODEX ->
              new Snippet(
                  """
                  [mcp_servers.%s]
                  url = %s
                  bearer_token_env_var = %s
                  """
                      .formatted(NAME, toml(url), toml(TOKEN)),
                  List.of(
                      "For ~/.codex/config.toml, or .codex/config.toml of a trusted project."
                          + " Or: codex mcp add " + NAME + " --url " + url
                          + " --bearer-token-env-var " + TOKEN));
          case GEMINI ->
              json(
                  Map.of("mcpServers", remote("httpUrl", url, header)),
                  "For .gemini/settings.json of the repository or of your home."
                      + " Or: gemini mcp add --transport http --header 'Authorization: " + header
                      + "' " + NAME + " " + url);
          case VSCODE -> {
            // It asks once and keeps the answer safe. Variables in headers are not reliable there.
            Map<String, Object> content = new LinkedHashMap<>();
            content.put(
                "inputs",
                List.of(
                    fields(
                        "type", "promptString", "id", INPUT, "description", "coppice token --show",
                        "password", true)));
            content.put(
                "servers", remote("type", "http", "url", url, "Bearer ${input:" + INPUT + "}"));
            yield json(
                content,
                "For .vscode/mcp.json. VS Code asks for the token once: paste what"
                    + " `coppice token --show` prints.");
          }
          case OPENCODE ->
              json(
                  Map.of(
                      "mcp", remote("type", "remote", "url", url, "Bearer {env:" + TOKEN + "}")),
                  opencode());
        };
    List<String> notes = new ArrayList<>(snippet.notes());
    if (this != VSCODE) {
      notes.add("Before the client is started: export " + TOKEN + "=\"$(coppice token --show)\"");
    }
    notes.add(
        owner.isPresent()
            ? "The owner listens there as long as it runs; `coppice serve --port N` keeps the port."
            : "Nobody listens yet: start `coppice serve`.");
    return new Snippet(snippet.text(), notes);
  }

  private static String opencode() {
    return "For opencode.json at the top of the repository. Version 2 of OpenCode wants the server"
        + " under mcp.servers.";
  }

  private static String addToCode(Map<String, Object> servers) {
    Map<String, Object> entry = new LinkedHashMap<>(Map.of("name", NAME));
    ((Map<?, ?>) servers.get(NAME)).forEach((key, value) -> entry.put(String.valueOf(key), value));
    return " Or: code --add-mcp "
        + shell(List.of(ServiceJson.mapper().writeValueAsString(entry)));
  }

  private static Snippet json(Map<String, ?> content, String note) {
    return new Snippet(
        ServiceJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n",
        List.of(note));
  }

  /// `coppice` with these fields: a name, a value, and so on.
  private static Map<String, Object> server(Object... fields) {
    return Map.of(NAME, fields(fields));
  }

  private static Map<String, Object> fields(Object... fields) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      object.put((String) fields[i], fields[i + 1]);
    }
    return object;
  }

  /// The same, and last the value of its `Authorization` header.
  private static Map<String, Object> remote(String... fields) {
    int last = fields.length - 1;
    Object[] all = Arrays.copyOf(fields, last + 2, Object[].class);
    all[last] = "headers";
    all[last + 1] = Map.of("Authorization", fields[last]);
    return server(all);
  }

  private static String shell(List<String> words) {
    return words.stream()
        .map(word ->
            word.matches("[A-Za-z0-9_./+:@%=,-]+") ? word : "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }

  /// A basic string of TOML is written like one of JSON.
  private static String toml(Object value) {
    return ServiceJson.mapper().writeValueAsString(value);
  }
}
