package dev.coppice.mcp;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// JSON as the SDK wants it, but for two things: parameters of the wrong shape are the client's
/// fault and not ours, and what the SDK tells of an exception stays in the log.
final class SdkJson implements McpJsonMapper {
  private static final Logger LOG = LoggerFactory.getLogger(SdkJson.class);

  private final McpJsonMapper json =
      new JacksonMcpJsonMapper(
          JsonMapper.builder().addMixIn(McpSchema.ElicitRequest.class, HasItsMode.class).build());

  /// The SDK names this property twice, as a type and as a field, which Jackson 3.2 refuses.
  @JsonTypeInfo(
      use = JsonTypeInfo.Id.NAME,
      include = JsonTypeInfo.As.EXISTING_PROPERTY,
      property = "mode")
  private interface HasItsMode {}

  @Override
  public <T> T readValue(String content, Class<T> type) throws IOException {
    return json.readValue(content, type);
  }

  @Override
  public <T> T readValue(byte[] content, Class<T> type) throws IOException {
    return json.readValue(content, type);
  }

  @Override
  public <T> T readValue(String content, TypeRef<T> type) throws IOException {
    return json.readValue(content, type);
  }

  @Override
  public <T> T readValue(byte[] content, TypeRef<T> type) throws IOException {
    return json.readValue(content, type);
  }

  @Override
  public <T> T convertValue(Object fromValue, Class<T> type) {
    return converted(() -> json.convertValue(fromValue, type));
  }

  @Override
  public <T> T convertValue(Object fromValue, TypeRef<T> type) {
    return converted(() -> json.convertValue(fromValue, type));
  }

  private static <T> T converted(Supplier<T> conversion) {
    try {
      return conversion.get();
    } catch (RuntimeException e) {
      LOG.debug("Parameters of the wrong shape: {}", e.toString());
      throw McpError.builder(ErrorCodes.INVALID_PARAMS)
          .message(
              "The parameters do not have the shape this method wants. Send them as the protocol"
                  + " describes them.")
          .build();
    }
  }

  @Override
  public String writeValueAsString(Object value) throws IOException {
    return json.writeValueAsString(without(value));
  }

  @Override
  public byte[] writeValueAsBytes(Object value) throws IOException {
    return json.writeValueAsBytes(without(value));
  }

  private static Object without(Object value) {
    if (value instanceof JSONRPCResponse response
        && response.error() != null
        && response.error().code() == ErrorCodes.INTERNAL_ERROR
        && response.error().data() != null) {
      LOG.error("A request failed: {}", response.error().data());
      return JSONRPCResponse.error(
          response.id(),
          new JSONRPCResponse.JSONRPCError(
              ErrorCodes.INTERNAL_ERROR,
              "The orchestrator could not answer. The log of its owner tells more.",
              null));
    }
    return value;
  }
}
