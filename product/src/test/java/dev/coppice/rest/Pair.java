package dev.coppice.rest;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// One question and the answer the contract wants, as `contract/rest/*.json` holds them.
///
/// @param ask method and path; `{name}` stands for what an earlier answer saved
/// @param token `admin` (also when left out), `read`, `agent MODULE`, `none`, or any other text
/// @param headers beside the token and the content type
/// @param body JSON, or a string that is sent as it is; absent = no body
/// @param type its content type
/// @param answer the body wanted; its words in angles stand for any such value
/// @param text a pattern that a plain text must hold
/// @param header headers wanted, as patterns
/// @param after `settle`: the world moves on, `break`: logs cannot be read from now on
record Pair(
    String says,
    String ask,
    String token,
    Map<String, String> headers,
    JsonNode body,
    String type,
    int status,
    JsonNode answer,
    String text,
    Map<String, String> header,
    String after) {

  static Pair of(JsonNode node) {
    return new Pair(
        node.path("says").asString(""),
        node.path("ask").stringValue(),
        node.path("token").asString("admin"),
        strings(node.path("headers")),
        node.path("body"),
        node.path("type").asString("application/json"),
        node.path("status").asInt(200),
        node.path("answer"),
        node.path("text").asString(""),
        strings(node.path("header")),
        node.path("after").asString(""));
  }

  String method() {
    return ask.substring(0, ask.indexOf(' '));
  }

  String path() {
    return ask.substring(ask.indexOf(' ') + 1);
  }

  private static Map<String, String> strings(JsonNode node) {
    Map<String, String> strings = new LinkedHashMap<>();
    node.properties().forEach(entry -> strings.put(entry.getKey(), entry.getValue().asString()));
    return strings;
  }
}
