package dev.coppice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coppice.mcp.McpServlet;
import dev.coppice.orchestration.SimulatedOrchestration;
import dev.coppice.orchestration.SimulatedWorld;
import dev.coppice.rest.Listening;
import dev.coppice.rest.RestApi;
import dev.coppice.rest.RestServer;
import dev.coppice.store.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The official conformance suite, over the real server with its guard. It needs Node 22 and the
/// suite: `bench/trials/mcp-conformance.sh` gets both, and runs this.
class ConformanceIT {
  private static final String TOKEN = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
  private static final int LONGEST_SECONDS = 240;

  @Test
  void theSuiteFindsNothingThatIsNotExpected(@TempDir Path folder) throws Exception {
    String node = System.getProperty("node", "");
    String suite = System.getProperty("mcp.conformance", "");
    assumeTrue(
        !node.isEmpty() && !suite.isEmpty(),
        "needs -Dnode=NODE and -Dmcp.conformance=FOLDER of the npm package");
    try (var forwarder = new TokenForwarder();
        var server = serve(forwarder)) {
      forwarder.forward(server.address().getPort(), TOKEN);

      Path output = folder.resolve("output");
      int exit = run(List.of(node, suite), forwarder.port(), folder, output);

      assertThat(exit).as(Files.readString(output)).isZero();
      assertThat(Files.readString(output)).contains("dns-rebinding-protection");
    }
  }

  private static RestServer serve(TokenForwarder forwarder) {
    var service = SimulatedOrchestration.small(new SimulatedWorld());
    var names = Set.of("127.0.0.1:" + forwarder.port());
    return new RestServer(
        new RestApi(service),
        new Tokens(TOKEN),
        new Listening("127.0.0.1", 0, names, null),
        Map.of("/mcp", new McpServlet(ConformanceCatalogue::make, null, InstantSource.system())));
  }

  private static int run(List<String> program, int port, Path folder, Path output)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                List.of(
                    program.getFirst(),
                    Path.of(program.getLast(), "dist", "index.js").toString(),
                    "server",
                    "--url",
                    "http://127.0.0.1:" + port + "/mcp",
                    "--suite",
                    "all",
                    "--expected-failures",
                    Path.of("src/test/resources/mcp-expected-failures.yml")
                        .toAbsolutePath()
                        .toString()))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }
}
