package dev.coppice.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.StringNode;

class MessageResponseTest {
  @Test
  void whatALibrarySaysOfItsFailuresIsThrownAway() throws Exception {
    HttpResponse<String> response =
        answer(to -> {
          to.setStatus(500);
          to.getWriter().write("java.lang.IllegalStateException: insides");
          to.getWriter().flush();
          to.sendError(503, "more insides");
        });

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body())
        .startsWith("{\"jsonrpc\":\"2.0\",\"id\":\"r\",\"error\":")
        .doesNotContain("insides");
  }

  @Test
  void aRequestToWhichNothingWasSaidIsAnswered() throws Exception {
    HttpResponse<String> response = answer(to -> to.setContentType("text/event-stream"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).startsWith("event: message\ndata: {").contains("\"id\":\"r\"");
  }

  @Test
  void signsOfLifeStandBetweenMessagesAndNeverInThem() throws Exception {
    HttpResponse<String> response =
        answer(to -> {
          to.setContentType("text/event-stream");
          to.getWriter().write("data: {\"a\":");
          to.signOfLife();
          to.getWriter().write("1}\n\n");
          to.getWriter().flush();
        });

    assertThat(response.body()).isEqualTo(": \n\ndata: {\"a\":1}\n\n");
  }

  private interface Answering {
    void answer(MessageResponse to) throws IOException;
  }

  private static HttpResponse<String> answer(Answering answering) throws Exception {
    var server = new Server();
    var connector = new ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    var context = new ServletContextHandler();
    context.addServlet(new ServletHolder(new Answers(answering)), "/");
    server.setHandler(context);
    server.start();
    try (var client = HttpClient.newHttpClient()) {
      var address = URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/");
      return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    } finally {
      server.stop();
    }
  }

  private static final class Answers extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private final transient Answering answering;

    Answers(Answering answering) {
      this.answering = answering;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      var message = new MessageResponse(response, StringNode.valueOf("r"));
      answering.answer(message);
      message.breakSilence();
    }
  }
}
