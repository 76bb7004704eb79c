import { parseArgs } from 'node:util';
import { MODEL_DIRECTIVES } from './behaviour/model-directives.js';
import { SimulatedProvider } from './simulated-provider.js';

const USAGE = 'Usage: simulated-provider [--port 4010] [--host 127.0.0.1] [--api-key KEY]';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4010' },
      host: { type: 'string', default: '127.0.0.1' },
      'api-key': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(USAGE);
  const apiKey = values['api-key'];
  const provider = await SimulatedProvider.start({
    port: readPort(values.port),
    host: values.host,
    ...(apiKey !== undefined && { apiKey }),
  });
  console.log(greeting(provider.url));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void provider.close());
  }
}

function readPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`--port must be 0 to 65535, not "${text}".`);
  }
  return port;
}

function greeting(url: string): string {
  const directives = MODEL_DIRECTIVES.map(({ form }) => `  ${form}`).join('\n');
  return `Simulated provider listening on ${url}
OpenAI:    POST ${url}/v1/chat/completions, /v1/embeddings; GET ${url}/v1/models
Anthropic: POST ${url}/v1/messages, /v1/messages/count_tokens
Faults, by the words of the model's name, joined by "+", ":" or "/" (sim-fast+fault-cut-3):
${directives}
Faults, by command:
  curl ${url}/control/behaviour -d '{"model":"sim-fast","times":2,"status":503}'
  curl -X DELETE ${url}/control/behaviour
  curl ${url}/control/requests
  curl ${url}/control/stats
  curl -X DELETE ${url}/control/stats`;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  console.error(USAGE);
  process.exitCode = 1;
});
