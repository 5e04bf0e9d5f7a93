package dev.coppice.rest;

import dev.coppice.orchestration.ServiceJson;
import java.util.LinkedHashMap;
import java.util.Map;

/// One answer of the API.
///
/// @param status as HTTP has it
/// @param body text in UTF-8
public record Answer(int status, String contentType, String body) {
  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain;charset=utf-8";

  static Answer json(Object value) {
    return new Answer(200, JSON, ServiceJson.mapper().writeValueAsString(value));
  }

  /// An object of these names and values, in this order.
  static Answer json(String name, Object value, Object... more) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(name, value);
    for (int i = 0; i < more.length; i += 2) {
      fields.put((String) more[i], more[i + 1]);
    }
    return json(fields);
  }

  static Answer text(String text) {
    return new Answer(200, TEXT, text.endsWith("\n") || text.isEmpty() ? text : text + "\n");
  }

  static Answer error(int status, String error, String remedy) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("error", error);
    fields.put("remedy", remedy);
    return new Answer(status, JSON, ServiceJson.mapper().writeValueAsString(fields));
  }
}
