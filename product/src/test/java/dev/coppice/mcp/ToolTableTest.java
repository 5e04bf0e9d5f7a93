package dev.coppice.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The table of tools in the documentation says what the code says. `-Dcontract.record=true` writes
/// it anew.
class ToolTableTest {
  private static final Path PAGE = Path.of("../docs/mcp.md");
  private static final String BEGIN = "<!-- tools -->\n";
  private static final String END = "<!-- /tools -->";

  @Test
  void theDocumentationListsTheToolsThereAre() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    int to = page.indexOf(END);
    if (ToolContractTest.isRecording()) {
      Files.writeString(PAGE, page.substring(0, from) + table() + page.substring(to));
      page = Files.readString(PAGE);
      to = page.indexOf(END);
    }

    assertThat(page.substring(from, to)).isEqualTo(table());
  }

  private static String table() {
    List<String> rows =
        ServiceTools.of(ToolWorlds.named("uninitialised")).stream()
            .map(ToolTableTest::row)
            .toList();
    return "| tool | takes | | what for |\n|---|---|---|---|\n" + String.join("", rows);
  }

  private static String row(Tool tool) {
    String description = tool.description();
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            tool.name(),
            arguments(tool.inputSchema()),
            tool.traits().readOnly()
                ? "reads"
                : tool.traits().destructive() ? "for good" : "changes",
            description.substring(0, description.indexOf(". ") + 1));
  }

  private static String arguments(Map<String, Object> schema) {
    Map<?, ?> properties = schema.get("properties") instanceof Map<?, ?> map ? map : Map.of();
    List<?> required = schema.get("required") instanceof List<?> list ? list : List.of();
    return properties.keySet().stream()
        .map(name -> required.contains(name) ? "`" + name + "`" : "[`" + name + "`]")
        .collect(Collectors.joining(", "));
  }
}
