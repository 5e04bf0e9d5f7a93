/// The orchestrator for MCP clients: tools, resources and prompts behind our own small port, and
/// the adapters that speak the protocol.
@NullMarked
package dev.coppice.mcp;

import org.jspecify.annotations.NullMarked;
