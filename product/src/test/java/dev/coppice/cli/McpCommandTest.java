package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.orchestration.SimulatedWorld;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What `coppice mcp --print-config` and `coppice token` print.
class McpCommandTest {
  private static final String TOKEN = "a-token-that-nobody-guesses-0123456789abcdef";

  private final CommandRun command = CommandRun.on(new SimulatedWorld());

  private JsonNode print(String client, String... more) {
    command.run(
        Stream.concat(Stream.of("mcp", "--print-config", client), Stream.of(more))
            .toArray(String[]::new));
    assertThat(command.exit()).isZero();
    return command.json();
  }

  /// The little of TOML that is printed: one table, and values that are written as in JSON.
  private static Map<String, JsonNode> toml(String text) {
    List<String> lines = text.lines().toList();
    assertThat(lines.getFirst()).isEqualTo("[mcp_servers.coppice]");
    Map<String, JsonNode> table = new LinkedHashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] sides = line.split(" = ", 2);
      assertThat(sides[0]).matches("[a-z_]+");
      table.put(sides[0], JsonMapper.shared().readTree(sides[1]));
    }
    return table;
  }

  @Test
  void claudeStartsTheLauncherInTheRepository() {
    JsonNode server = print("claude").at("/mcpServers/coppice");

    assertThat(server.get("command").asString()).isEqualTo("/opt/coppice");
    assertThat(server.get("args").toString()).isEqualTo("[\"mcp\",\"--repo\",\"/repository\"]");
    assertThat(command.err())
        .isEqualTo(
            "For .mcp.json at the top of the repository."
                + " Or: claude mcp add coppice -- /opt/coppice mcp --repo /repository\n");
  }

  @Test
  void geminiVscodeAndOpencodeHaveTheirOwnShapes() {
    assertThat(print("gemini").at("/mcpServers/coppice/command").asString())
        .isEqualTo("/opt/coppice");
    assertThat(print("vscode").at("/servers/coppice/type").asString()).isEqualTo("stdio");
    assertThat(command.err())
        .contains(
            "code --add-mcp"
                + " '{\"name\":\"coppice\",\"type\":\"stdio\",\"command\":\"/opt/coppice\"");
    assertThat(print("opencode", "--data", "/d").at("/mcp/coppice/command").toString())
        .isEqualTo("[\"/opt/coppice\",\"mcp\",\"--repo\",\"/repository\",\"--data\",\"/d\"]");
  }

  @Test
  void codexIsToml() {
    command.run("mcp", "--print-config", "codex");

    assertThat(toml(command.out()))
        .hasToString(
            "{command=\"/opt/coppice\", args=[\"mcp\",\"--repo\",\"/repository\"],"
                + " startup_timeout_sec=90}");
    command.run("mcp", "--print-config", "codex", "--http");
    assertThat(toml(command.out()))
        .hasToString("{url=\"http://127.0.0.1:7420/mcp\", bearer_token_env_var=\"COPPICE_TOKEN\"}");
  }

  @ParameterizedTest
  @EnumSource
  void theTokenIsNeverPrinted(McpClient client) {
    command.systems().ownedBy(new RunningOwner(4711, URI.create("http://127.0.0.1:40123"), TOKEN));

    command.run("mcp", "--http", "--print-config", client.name());

    assertThat(command.out())
        .contains(
            "http://127.0.0.1:40123/mcp",
            client == McpClient.VSCODE ? "${input:coppice-token}" : "COPPICE_TOKEN");
    assertThat(command.out() + command.err()).doesNotContain(TOKEN);
    if (client != McpClient.CODEX) {
      assertThat(command.json().findValue("Authorization").asString()).startsWith("Bearer ");
    }
  }

  @Test
  void withoutAnOwnerTheUsualPortIsNamedAndHowToStartOne() {
    assertThat(print("claude", "--http").toString()).contains("http://127.0.0.1:7420/mcp");
    assertThat(command.err()).endsWith("Nobody listens yet: start `coppice serve`.\n");
  }

  @Test
  void anUnknownClientIsRefusedWithTheList() {
    command.run("mcp", "--print-config", "emacs");

    assertThat(command.exit()).isEqualTo(2);
    assertThat(command.err())
        .isEqualTo(
            "No MCP client is called \"emacs\"."
                + " Name one of claude, codex, gemini, vscode, opencode.\n");
    assertThat(command.run("mcp", "--print-config", "claud").err())
        .contains("Did you mean claude?");
  }

  @Test
  void httpWithoutPrintConfigIsRefused() {
    assertThat(command.run("mcp", "--http").exit()).isEqualTo(2);
    assertThat(command.err()).startsWith("--http says how to configure a client.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--show", "--read"})
  void theTokenIsShownOnlyWhenAskedFor(String flag) {
    String[] arguments = flag.isEmpty() ? new String[] {"token"} : new String[] {"token", flag};
    String shown =
        switch (flag) {
          case "--show" -> "admin-token\n";
          case "--read" -> "read.token\n";
          default -> "/repository/token\n";
        };

    assertThat(command.run(arguments).out()).isEqualTo(shown);
    assertThat(command.exit()).isZero();
  }

  @Test
  void twoTokensAtOnceAreRefused() {
    assertThat(command.run("token", "--show", "--read").exit()).isEqualTo(2);
  }
}
