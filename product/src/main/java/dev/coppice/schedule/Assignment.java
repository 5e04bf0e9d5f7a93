package dev.coppice.schedule;

import dev.coppice.loop.Loop;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.work.ItemId;

/// What an agent was given. Never changes in its life.
public record Assignment(
    ItemId item, ModuleId module, Loop loop, String scope, String agentName, int generation) {}
