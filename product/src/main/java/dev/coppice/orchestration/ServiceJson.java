package dev.coppice.orchestration;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.coppice.view.ProgressSummaryView;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedMethod;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.ser.std.ToStringSerializer;

/// How every surface writes JSON: what is absent is left out, instants are ISO-8601 in UTC with
/// three decimals, ids are plain strings and enums the words they call `text`.
public final class ServiceJson {
  private static final int MOST_NESTING = 64;
  private static final DateTimeFormatter INSTANTS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MOST_NESTING).build())
                  .build())
          .annotationIntrospector(new Words())
          .addModule(
              new SimpleModule()
                  .addSerializer(Instant.class, new Instants())
                  .addSerializer(Path.class, ToStringSerializer.instance))
          .changeDefaultPropertyInclusion(inclusion ->
              inclusion
                  .withValueInclusion(JsonInclude.Include.NON_NULL)
                  .withContentInclusion(JsonInclude.Include.NON_NULL))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private ServiceJson() {}

  /// The one mapper; it never changes.
  public static JsonMapper mapper() {
    return MAPPER;
  }

  private static final class Instants extends StdSerializer<Instant> {
    Instants() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator json, SerializationContext context) {
      json.writeString(INSTANTS.format(value.atOffset(ZoneOffset.UTC).toInstant()));
    }
  }

  /// Sees records of one `value` and enums with a `text` as what they stand for.
  private static final class Words extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Boolean hasAsValue(MapperConfig<?> config, Annotated member) {
      if (member instanceof AnnotatedMethod method && method.getParameterCount() == 0) {
        Class<?> owner = method.getDeclaringClass();
        if ((isId(owner) && method.getName().equals("value"))
            || (owner.isEnum() && method.getName().equals("text"))) {
          return true;
        }
      }
      return super.hasAsValue(config, member);
    }

    /// Clients know a null here, where everything else that is absent is left out.
    @Override
    public JsonInclude.Value findPropertyInclusion(MapperConfig<?> config, Annotated member) {
      return member instanceof AnnotatedMember known
              && known.getDeclaringClass() == ProgressSummaryView.class
              && known.getName().equals("orchestrator")
          ? JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, JsonInclude.Include.ALWAYS)
          : super.findPropertyInclusion(config, member);
    }

    @Override
    public JsonCreator.@Nullable Mode findCreatorAnnotation(
        MapperConfig<?> config, Annotated member) {
      return isId(member.getRawType())
              && member instanceof tools.jackson.databind.introspect.AnnotatedConstructor
          ? JsonCreator.Mode.DELEGATING
          : super.findCreatorAnnotation(config, member);
    }

    private static boolean isId(Class<?> type) {
      return type.isRecord()
          && type.getRecordComponents().length == 1
          && type.getRecordComponents()[0].getName().equals("value");
    }
  }
}
