package dev.coppice.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.orchestration.SimulatedOrchestration;
import dev.coppice.orchestration.SimulatedWorld;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EntityTagsTest {
  private static final String API = "/api/orchestration";

  private final SimulatedOrchestration service = SimulatedOrchestration.small(new SimulatedWorld());
  private final RunningServer server = new RunningServer(service);

  @AfterEach
  void close() {
    server.close();
  }

  private HttpResponse<String> ask(String path, String known) throws Exception {
    return server.send(server.allowed(API + path).header("If-None-Match", known));
  }

  @Test
  void whoHasTheAnswerAlreadyIsSentNoBody() throws Exception {
    service.open(false);
    for (String path :
        List.of("", "/agents", "/progress", "/work-queue", "/events", "/next-work", "/inbox")) {
      HttpResponse<String> first = server.get(API + path);
      String tag = first.headers().firstValue("ETag").orElseThrow();

      HttpResponse<String> again = ask(path, "\"other\", W/" + tag);

      assertThat(tag).matches("\"[A-Za-z0-9_-]{22}\"");
      assertThat(first.headers().allValues("Cache-Control")).containsExactly("no-cache");
      assertThat(again.statusCode()).as(path).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      assertThat(again.headers().firstValue("ETag")).contains(tag);
      assertThat(ask(path, "*").statusCode()).isEqualTo(304);
      assertThat(ask(path, "\"other\"").body()).isEqualTo(first.body());
    }
  }

  @Test
  void anAnswerThatChangedIsSentAgain() throws Exception {
    service.open(false);
    String tag = server.get(API).headers().firstValue("ETag").orElseThrow();

    service.pause();

    HttpResponse<String> changed = ask("", tag);
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(changed.body()).contains("paused");
    assertThat(changed.headers().firstValue("ETag").orElseThrow()).isNotEqualTo(tag);
  }

  @Test
  void whatIsNoLastingAnswerHasNoTag() throws Exception {
    assertThat(server.get("/health").headers().firstValue("ETag")).isEmpty();
    assertThat(server.get(API + "/nothing").headers().firstValue("ETag")).isEmpty();
    assertThat(ask("/nothing", "*").statusCode()).isEqualTo(404);
    assertThat(server.write("PUT", API + "/pause", "").headers().firstValue("ETag")).isEmpty();
    assertThat(server.get("/health").headers().allValues("Cache-Control"))
        .containsExactly("no-store");
  }
}
