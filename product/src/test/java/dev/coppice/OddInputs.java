package dev.coppice;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Ids, paths and bodies as nobody honest sends them; the same ones for the same seed.
final class OddInputs {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<String> NASTY =
      List.of(
          "",
          " ",
          ".",
          "..",
          "../",
          "../../../../../../../../etc/passwd",
          "..\\..\\",
          "/etc/passwd",
          "/",
          "//",
          "~",
          "~root",
          "$HOME",
          "$(touch planted)",
          "`touch planted`",
          "; touch planted",
          "| touch planted",
          "--",
          "-",
          "-h",
          "--output=planted",
          "--upload-pack=touch planted",
          "--exec=touch planted",
          "-c",
          "core.fsmonitor=touch planted",
          "HEAD",
          "HEAD~1",
          "@",
          "@{-1}",
          "main",
          "refs/heads/main",
          "main..main",
          ":/",
          ":(top)",
          "a.lock",
          ".git",
          ".git/config",
          "module/money",
          "money\u0000",
          "\u0000",
          "money\nchart",
          "money\r\nX: y",
          "\u001b[2J",
          "\u0007\b\t",
          "\u202emoney",
          "\u200bmoney",
          "ＭＯＮＥＹ",
          "mon\u0301ey",
          "\ud83d\ude80",
          "\ud800",
          "\udfff\ud800",
          "\ufeff",
          "\uffff",
          "null",
          "undefined",
          "true",
          "NaN",
          "0",
          "-1",
          "1e999",
          "9223372036854775808",
          "-9223372036854775809",
          "99999999999999999999999999999999",
          "0x10",
          "1.5",
          "' OR '1'='1",
          "\"; DROP TABLE event; --",
          "<script>alert(1)</script>",
          "{{constructor}}",
          "${jndi:ldap://127.0.0.1/a}",
          "%s%s%s%n",
          "{0}",
          "(a+)+$",
          "file:///etc/passwd",
          "http://169.254.169.254/",
          "con",
          "nul",
          "*",
          "?",
          "[",
          "\\",
          "\\u0000",
          "%2e%2e%2f",
          "%00",
          "%",
          "%zz",
          "%c0%ae%c0%ae%c0%af",
          "%252e%252e%252f",
          "..;/",
          "a/b",
          "a%2fb");

  private final Random random;
  private final List<String> known;

  /// @param known good ids, some of which come through so that what lies behind is reached too
  OddInputs(long seed, List<String> known) {
    this.random = new Random(seed);
    this.known = known;
  }

  int number(int below) {
    return random.nextInt(below);
  }

  String text() {
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> known.get(random.nextInt(known.size()));
      case 3, 4, 5, 6 -> NASTY.get(random.nextInt(NASTY.size()));
      case 7 -> NASTY.get(random.nextInt(NASTY.size())) + known.get(random.nextInt(known.size()));
      case 8 -> known.get(random.nextInt(known.size())) + NASTY.get(random.nextInt(NASTY.size()));
      case 9 -> characters(random.nextInt(20), 0x80);
      case 10 -> characters(random.nextInt(12), 0x10000);
      default ->
          random.nextInt(40) == 0 ? "x".repeat(64 * 1024) : characters(random.nextInt(300), 0x250);
    };
  }

  private String characters(int count, int below) {
    var text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append((char) random.nextInt(below));
    }
    return text.toString();
  }

  JsonNode value() {
    return switch (random.nextInt(14)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(random.nextBoolean());
      case 2 -> NODES.numberNode(random.nextInt(200) - 50);
      case 3 -> NODES.numberNode(random.nextLong());
      case 4 -> NODES.numberNode(new java.math.BigDecimal("1e400"));
      case 5 -> NODES.numberNode(random.nextDouble());
      case 6 -> list();
      case 7 -> NODES.objectNode().set("id", NODES.stringNode(text()));
      case 8 -> random.nextInt(20) == 0 ? deep(random.nextInt(200)) : NODES.stringNode("");
      default -> NODES.stringNode(text());
    };
  }

  private ArrayNode list() {
    ArrayNode list = NODES.arrayNode();
    for (int i = random.nextInt(4); i > 0; i--) {
      list.add(NODES.stringNode(text()));
    }
    return list;
  }

  private static JsonNode deep(int levels) {
    JsonNode node = NODES.numberNode(1);
    for (int i = 0; i < levels; i++) {
      node = NODES.arrayNode().add(node);
    }
    return node;
  }

  /// Some of these fields, now and then others, with any values.
  ObjectNode object(List<String> fields) {
    ObjectNode object = NODES.objectNode();
    for (String field : fields) {
      if (random.nextInt(4) > 0) {
        object.set(field, value());
      }
    }
    if (random.nextInt(8) == 0) {
      object.set(text(), value());
    }
    return object;
  }

  /// A body, most often an object.
  String body(List<String> fields) {
    return switch (random.nextInt(16)) {
      case 0 -> text();
      case 1 -> "[".repeat(random.nextInt(3_000));
      case 2 -> "{\"a\":".repeat(random.nextInt(200)) + "1" + "}".repeat(random.nextInt(200));
      case 3 -> JsonMapper.shared().writeValueAsString(value());
      case 4 -> {
        String whole = json(object(fields));
        yield whole.substring(0, random.nextInt(whole.length() + 1));
      }
      case 5 -> "{\"moduleId\":\"money\",\"moduleId\":" + json(value()) + "}";
      case 6 -> "";
      default -> json(object(fields));
    };
  }

  private static String json(JsonNode node) {
    return JsonMapper.shared().writeValueAsString(node);
  }

  /// A text as one component of a path or a value of a query: encoded as it should be, or not.
  String encoded() {
    String text = text();
    return switch (random.nextInt(4)) {
      case 0 ->
          text.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '?' && c != '#') ? text : "x";
      default -> URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    };
  }

  /// A query of these names, most often.
  String query(List<String> names) {
    var query = new StringBuilder();
    for (String name : names) {
      // What makes an honest client wait would make this one wait too.
      if (random.nextInt(3) == 0 && !name.equals("wait")) {
        query.append(query.isEmpty() ? "?" : "&").append(name).append('=').append(encoded());
      }
    }
    if (random.nextInt(20) == 0) {
      query.append(query.isEmpty() ? "?" : "&").append(encoded());
    }
    return query.toString();
  }

  /// Arguments of a tool with these properties.
  ObjectNode arguments(Map<?, ?> properties) {
    ObjectNode arguments = object(properties.keySet().stream().map(String::valueOf).toList());
    for (String name : List.copyOf(arguments.propertyNames())) {
      if (name.startsWith("wait") && !arguments.path(name).isString()) {
        arguments.put(name, 0);
      }
    }
    properties.keySet().stream()
        .map(String::valueOf)
        .filter(name -> name.startsWith("wait") && !arguments.has(name))
        .forEach(name -> arguments.put(name, 0));
    return arguments;
  }
}
