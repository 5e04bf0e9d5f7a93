package dev.coppice.rest;

import java.time.Duration;

/// How much of the server anybody may take.
///
/// @param connections open at once, streams not among them; beyond it those that wait longest go
/// @param crowd the same, also when all of them have only just come
/// @param streams open at once
/// @param answers under way at once, of all that hold a token
/// @param bodyBytes of one request
/// @param headerTime from the first moment of a connection, or the first byte of a further request,
///   to the end of the headers, however they trickle
/// @param bodyTime from the end of the headers to the end of the body
/// @param idleTime between two requests
/// @param grace how long a connection has a right to stay although there are too many
record Limits(
    int connections,
    int crowd,
    int streams,
    int answers,
    int bodyBytes,
    Duration headerTime,
    Duration bodyTime,
    Duration idleTime,
    Duration grace) {
  static final Limits USUAL =
      new Limits(
          100,
          2_000,
          64,
          256,
          1 << 20,
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofSeconds(1));
}
