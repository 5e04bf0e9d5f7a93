package housefixture.protocol.mcp;

import io.modelcontextprotocol.spec.McpSchema;

record ToolOfTheSdk(McpSchema.Tool tool) {}
