package housefixture.protocol.mcp;

import io.modelcontextprotocol.spec.McpSchema;

record SdkInnocent(McpSchema.Tool tool) {}
