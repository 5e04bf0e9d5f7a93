package dev.coppice;

import dev.coppice.cli.Api;
import dev.coppice.rest.Answer;
import dev.coppice.rest.Request;
import dev.coppice.rest.RestApi;
import dev.coppice.store.Caller;

/// The REST API without the way over the network.
record InProcessApi(RestApi rest, Runnable end) implements Api {
  @Override
  public Reply send(Call call) {
    Answer answer =
        rest.answer(
            Request.of(
                Caller.Admin.SELF,
                call.method(),
                RestApi.ROOT + call.path(),
                call.body() == null ? "" : call.body(),
                call.asText()));
    return new Reply(answer.status(), answer.body());
  }

  @Override
  public void close() {
    end.run();
  }
}
