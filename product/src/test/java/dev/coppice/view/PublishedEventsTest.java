package dev.coppice.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.event.Action;
import dev.coppice.event.Event;
import dev.coppice.event.OrchestrationEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class PublishedEventsTest {
  private static final Set<String> CONTRACT =
      Set.of(
          "orchestrator:created",
          "orchestrator:started",
          "orchestrator:paused",
          "orchestrator:resumed",
          "orchestrator:terminated",
          "agent:spawned",
          "agent:started",
          "agent:progress",
          "agent:blocked",
          "agent:retrying",
          "agent:completed",
          "agent:failed",
          "agent:terminated",
          "worktree:created",
          "worktree:merged",
          "worktree:deleted",
          "work:assigned",
          "work:completed",
          "failure:retry",
          "failure:reassign",
          "failure:escalate");

  private static Story wholeLife() {
    return WholeLife.story().then(WholeLife.events().toArray(Event[]::new));
  }

  private static Stream<Class<?>> records(Class<?> sealed) {
    return Arrays.stream(sealed.getPermittedSubclasses())
        .flatMap(type -> type.isRecord() ? Stream.of(type) : records(type));
  }

  @Test
  void theStoryHasEveryEventThatCanBeLogged() {
    Set<Class<?>> told =
        Stream.concat(
                WholeLife.events().stream().map(Object::getClass),
                Stream.of(
                    Event.SystemOpened.class, Event.SettingsRead.class, Event.RoadmapRead.class))
            .collect(Collectors.toSet());

    assertThat(told).containsExactlyInAnyOrderElementsOf(records(Event.class).toList());
  }

  @Test
  void everyTypeIsPublishedAtLeastOnceAndNoOther() {
    assertThat(new TreeSet<>(wholeLife().types()))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(EventType.values()).map(EventType::text).toList());
  }

  @Test
  void theTwentyOneTypesOfTheContractAreAmongThem() {
    assertThat(Stream.of(EventType.values()).map(EventType::text)).containsAll(CONTRACT);
  }

  @Test
  void typesThatAreOursHaveOneOfFivePrefixes() {
    assertThat(Stream.of(EventType.values()).map(EventType::text))
        .filteredOn(type -> !CONTRACT.contains(type))
        .allMatch(type -> type.matches("(landing|gate|check|inbox|target):[a-z]+"));
  }

  @Test
  void dataHoldsPlainValuesOnly() {
    wholeLife().published().forEach(event -> assertPlain(event.data()));
  }

  private static void assertPlain(Object value) {
    switch (value) {
      case Map<?, ?> map -> map.values().forEach(PublishedEventsTest::assertPlain);
      case Collection<?> list -> list.forEach(PublishedEventsTest::assertPlain);
      default -> assertThat(value).isInstanceOfAny(String.class, Number.class, Boolean.class);
    }
  }

  @Test
  void theSameFactIsPublishedTheSameWayAgainAndIdsNeverRepeat() {
    List<OrchestrationEvent> first = wholeLife().published();

    assertThat(wholeLife().published()).isEqualTo(first);
    assertThat(first).extracting(OrchestrationEvent::id).doesNotHaveDuplicates();
  }

  @Test
  void whateverConcernsAModuleNamesItAlsoWhenItsLandingOrInboxItemIsGone() {
    assertThat(wholeLife().published())
        .filteredOn(event -> !event.type().matches("(orchestrator|target):.*|work:assigned"))
        .allSatisfy(event -> assertThat(event.moduleId()).as(event.type()).isNotNull());
  }

  @Test
  void whateverConcernsAnAgentNamesIt() {
    assertThat(wholeLife().published())
        .filteredOn(event -> event.type().matches("(agent|failure|gate|check|landing):.*"))
        .allSatisfy(event -> assertThat(event.agentId()).as(event.type()).isNotNull());
  }

  @Test
  void theFirstOwnerStartsTheOrchestratorAndLaterOnesResumeIt() {
    Story story = Story.of(Story.module("auth"));
    assertThat(story.types())
        .containsExactly("orchestrator:created", "orchestrator:started", "target:green");

    story.then(new Event.OwnerStarted(2, true));

    assertThat(story.last().type()).isEqualTo("orchestrator:resumed");
  }

  @Test
  void aSpawnedAgentIsPublishedWholeAndWithBothIds() {
    OrchestrationEvent spawned = Story.of(Story.module("auth")).spawned("auth").last();

    assertThat(spawned.type()).isEqualTo("agent:spawned");
    assertThat(spawned.agentId()).isEqualTo(WholeLife.AUTH.toString());
    assertThat(spawned.moduleId()).isEqualTo("auth");
    assertThat(spawned.data()).containsOnlyKeys("agent");
    assertThat((Map<?, ?>) spawned.data().get("agent"))
        .extracting("id", "status", "retryCount", "spawnedAt")
        .containsExactly(WholeLife.AUTH.toString(), "spawning", 0, "2026-11-23T02:43:32.244Z");
  }

  @Test
  void aRetryCarriesTheDecisionWithItsEvidence() {
    Story story = Story.of(Story.module("auth")).spawned("auth");
    story.then(
        new Event.AgentFailed(WholeLife.AUTH, WholeLife.RED),
        new Event.FailureDecided(WholeLife.AUTH, Action.RETRY, "told what failed", story.now()));

    OrchestrationEvent retry = story.last();

    assertThat(retry.type()).isEqualTo("failure:retry");
    assertThat(retry.data()).containsEntry("attempt", 1).containsEntry("maxRetries", 3);
    assertThat(retry.data().get("decision"))
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .containsOnlyKeys("action", "reasoning", "context", "nextSteps")
        .containsEntry("action", "retry")
        .hasEntrySatisfying(
            "context",
            context -> assertThat(context.toString()).contains("check test red", "1 test failed"));
  }

  @Test
  void aReassignmentSaysThatTheAgentFailedAndWhatFollows() {
    assertThat(after(Action.REASSIGN)).containsExactly("agent:failed", "failure:reassign");
  }

  @Test
  void anEscalatedAgentIsNotFailedSinceAPersonDecides() {
    assertThat(after(Action.ESCALATE)).containsExactly("failure:escalate");
  }

  @Test
  void waitingUnchargedIsRetrying() {
    assertThat(after(Action.PARK)).containsExactly("agent:retrying");
  }

  private static List<String> after(Action action) {
    Story story = Story.of(Story.module("auth")).spawned("auth");
    int before = story.published().size();
    story.then(
        new Event.AgentFailed(WholeLife.AUTH, WholeLife.RED),
        new Event.FailureDecided(WholeLife.AUTH, action, "because", null));
    return story.types().subList(before, story.types().size());
  }

  @Test
  void acceptanceCompletesTheAgentAndItsWork() {
    List<OrchestrationEvent> published = new ArrayList<>(wholeLife().published());
    published.removeIf(event -> !event.type().endsWith(":completed"));

    assertThat(published)
        .extracting(OrchestrationEvent::type)
        .containsExactly("agent:completed", "work:completed");
    assertThat(published.getFirst().data())
        .containsEntry("agentId", WholeLife.AUTH.toString())
        .containsEntry("moduleId", "auth")
        .containsEntry("duration", 90_000L)
        .containsEntry("data", Map.of());
  }
}
