// Lists the tools of an orchestrator over MCP with an official client, and calls each of the
// seventeen that clients know. Ends with 0 only if all of them answered as they should.
//
//   node mcp-clients.mjs CLIENT MODULES REPOSITORY http URL TOKEN
//   node mcp-clients.mjs CLIENT MODULES REPOSITORY stdio COMMAND [ARGUMENT...]
//
// CLIENT: v1 (@modelcontextprotocol/sdk), v2 (@modelcontextprotocol/client) or inspector (its
// command line, a process for each call). MODULES: the folder of node_modules they lie in.
import { spawnSync } from 'node:child_process';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [client, modules, repository, transport, ...place] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(join(modules, '@modelcontextprotocol', path)));

async function official() {
  const v1 = client === 'v1';
  const { Client } = await load(v1 ? 'sdk/dist/esm/client/index.js' : 'client/dist/index.mjs');
  let way;
  if (transport === 'http') {
    const { StreamableHTTPClientTransport } =
      await load(v1 ? 'sdk/dist/esm/client/streamableHttp.js' : 'client/dist/index.mjs');
    const [url, token] = place;
    way = new StreamableHTTPClientTransport(new URL(url), {
      requestInit: { headers: { Authorization: `Bearer ${token}` } },
    });
  } else {
    const { StdioClientTransport } =
      await load(v1 ? 'sdk/dist/esm/client/stdio.js' : 'client/dist/stdio.mjs');
    way = new StdioClientTransport({ command: place[0], args: place.slice(1), stderr: 'ignore' });
  }
  const one = new Client({ name: 'trial', version: '1' });
  await one.connect(way);
  return {
    list: async () => (await one.listTools()).tools,
    call: (name, args) => one.callTool({ name, arguments: args }),
    close: () => one.close(),
  };
}

function inspector() {
  const ask = (...args) => {
    const target =
      transport === 'http'
        ? [place[0], '--transport', 'http', '--header', `Authorization: Bearer ${place[1]}`]
        : place;
    const run = spawnSync(
      process.execPath,
      [join(modules, '.bin', 'mcp-inspector'), '--cli', ...target, '--connect-timeout', '60000', ...args],
      { encoding: 'utf8', timeout: 120_000 },
    );
    // It ends with an error when a tool does; what the tool said is on standard output.
    const begin = run.stdout.indexOf('{');
    if (begin < 0) throw new Error(run.stderr.trim().split('\n').slice(-3).join(' '));
    return JSON.parse(run.stdout.slice(begin));
  };
  return {
    list: async () => ask('--method', 'tools/list').tools,
    call: async (name, args) => {
      const pairs = Object.entries(args).flatMap(([key, value]) => ['--tool-arg', `${key}=${value}`]);
      return ask('--method', 'tools/call', '--tool-name', name, ...pairs);
    },
    close: async () => {},
  };
}

const begin = Date.now();
const talk = client === 'inspector' ? inspector() : await official();
const answers = [];
const tools = await talk.list();
const ready = Date.now();

async function call(name, args = {}) {
  if (!tools.some((tool) => tool.name === name)) throw new Error(`${name} is not offered`);
  const answer = await talk.call(name, args);
  const text = answer.content?.[0]?.text ?? '';
  if (answer.isError) throw new Error(`${name}: ${text}`);
  if (!text) throw new Error(`${name} says nothing`);
  answers.push(name);
  return { ...answer, text };
}

try {
  await call('init_orchestrator', { systemId: basename(repository), systemPath: repository });
  await call('get_orchestrator');
  await call('pause_orchestrator');
  await call('resume_orchestrator');
  await call('get_next_work', { count: 3 });
  await call('spawn_agent', { moduleId: 'plain', loopId: 'engineering-loop' });
  const listed = JSON.parse((await call('list_agents')).text);
  const agentId = listed.agents.find((agent) => agent.moduleId === 'plain').id;
  await call('get_agent', { agentId });
  await call('get_agents_by_module', { moduleId: 'plain' });
  await call('spawn_agents_auto', { count: 1 });
  await call('run_autonomous_cycle');
  await call('get_work_queue');
  await call('get_orchestration_progress');
  await call('get_orchestration_events', { limit: 10 });
  await call('render_orchestration_terminal');
  await call('terminate_agent', { agentId });
  await call('shutdown_orchestrator');
} finally {
  await talk.close();
}
const called = new Set(answers).size;
console.log(
  JSON.stringify({
    client,
    transport,
    offered: tools.length,
    called,
    millisToList: ready - begin,
    millis: Date.now() - begin,
  }),
);
process.exit(called === 17 ? 0 : 1);
