package dev.coppice.schedule;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.AgentStatus;
import dev.coppice.agent.Failure;
import dev.coppice.agent.FailureCause;
import dev.coppice.agent.Progress;
import dev.coppice.loop.Segment;
import dev.coppice.roadmap.ModuleId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One agent: one work item, one worktree, one attempt at a time.
///
/// @param segment index of the loop's segment it is in
/// @param reason why it is blocked, where it is
public record Agent(
    AgentId id,
    Assignment assignment,
    AgentStatus status,
    Stage stage,
    int segment,
    Progress progress,
    int retryCount,
    int maxRetries,
    @Nullable Place place,
    @Nullable Failure lastFailure,
    @Nullable String reason,
    String memory,
    Times times) {

  /// When things happened to it.
  public record Times(
      Instant spawnedAt, @Nullable Instant startedAt, @Nullable Instant completedAt) {}

  public ModuleId module() {
    return assignment.module();
  }

  public List<Segment> segments() {
    return assignment.loop().segments();
  }

  public Segment currentSegment() {
    return segments().get(Math.min(segment, segments().size() - 1));
  }

  public boolean isLastSegment() {
    return segment >= segments().size() - 1;
  }

  /// The phase as people read it: the loop's phase, or LAND while its work waits to land.
  public String phase() {
    return stage instanceof Stage.ToLand ? "LAND" : currentSegment().phases().getFirst().name();
  }

  /// Whether it holds one of the parallel slots: neither waiting to land nor for a person.
  public boolean holdsSlot() {
    return switch (stage) {
      case Stage.Starting _,
          Stage.Cutting _,
          Stage.SettingUp _,
          Stage.Working _,
          Stage.Interrupted _,
          Stage.Gating _,
          Stage.Waiting _,
          Stage.Rebasing _ ->
          true;
      case Stage.Asking _, Stage.ToLand _, Stage.Ended _ -> false;
    };
  }

  public Optional<Place> findPlace() {
    return Optional.ofNullable(place);
  }

  Agent at(AgentStatus newStatus, Stage newStage) {
    return new Agent(
        id,
        assignment,
        newStatus,
        newStage,
        segment,
        progress,
        retryCount,
        maxRetries,
        place,
        lastFailure,
        null,
        memory,
        times);
  }

  Agent blocked(Stage newStage, String why) {
    return new Agent(
        id,
        assignment,
        AgentStatus.BLOCKED,
        newStage,
        segment,
        progress,
        retryCount,
        maxRetries,
        place,
        lastFailure,
        why,
        memory,
        times);
  }

  Agent in(Place newPlace) {
    return new Agent(
        id,
        assignment,
        status,
        stage,
        segment,
        progress,
        retryCount,
        maxRetries,
        newPlace,
        lastFailure,
        reason,
        memory,
        times);
  }

  Agent remembering(String newMemory) {
    return new Agent(
        id,
        assignment,
        status,
        stage,
        segment,
        progress,
        retryCount,
        maxRetries,
        place,
        lastFailure,
        reason,
        newMemory,
        times);
  }

  Agent advancedTo(int newSegment, Progress newProgress) {
    return new Agent(
        id,
        assignment,
        status,
        stage,
        newSegment,
        newProgress,
        retryCount,
        maxRetries,
        place,
        lastFailure,
        reason,
        memory,
        times);
  }

  /// Whether the setup of its worktree is still to be done: it was red and nothing ran since.
  boolean needsSetup() {
    return lastFailure != null && lastFailure.cause() == FailureCause.SETUP_RED;
  }

  /// An attempt begins: a setup that was red is behind it.
  Agent setUp() {
    return needsSetup() ? failedWith(null) : this;
  }

  Agent failedWith(@Nullable Failure failure) {
    return new Agent(
        id,
        assignment,
        status,
        stage,
        segment,
        progress,
        retryCount,
        maxRetries,
        place,
        failure,
        reason,
        memory,
        times);
  }

  Agent retried() {
    return new Agent(
        id,
        assignment,
        status,
        stage,
        segment,
        progress,
        retryCount + 1,
        maxRetries,
        place,
        lastFailure,
        reason,
        memory,
        times);
  }

  Agent started(Instant when) {
    Instant first = times.startedAt() == null ? when : times.startedAt();
    return timed(new Times(times.spawnedAt(), first, times.completedAt()));
  }

  Agent ended(Instant when) {
    return timed(new Times(times.spawnedAt(), times.startedAt(), when));
  }

  private Agent timed(Times newTimes) {
    return new Agent(
        id,
        assignment,
        status,
        stage,
        segment,
        progress,
        retryCount,
        maxRetries,
        place,
        lastFailure,
        reason,
        memory,
        newTimes);
  }
}
