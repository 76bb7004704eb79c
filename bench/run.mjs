// npm run bench: what the gateway costs beside a bare proxy and a direct call, with and without the ledger's journal, all in
// one run, taking turns. Figures of one machine say little; the ratios within a run say more.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { usageOf } from './process-usage.mjs';
import { startServer } from './server-process.mjs';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '3' },
  },
});
const seconds = Number(values.seconds);
const rounds = Number(values.rounds);
const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'llm-router-bench-'));
const KEY = 'bench-key-0123456789abcdef';

const provider = await startServer('direct', [
  join(root, 'apps/simulated-provider/dist/main.js'),
  '--port',
  '0',
]);
const bare = await startServer('bare proxy', [join(root, 'bench/bare-proxy.mjs')], {
  env: { UPSTREAM: provider.url },
});

/** @param {object} ledger its section of gateway.yaml */
function startGateway(name, ledger) {
  const home = join(folder, name.replaceAll(/\W+/g, '-'));
  const config = join(home, 'gateway.yaml');
  mkdirSync(home);
  writeFileSync(
    config,
    JSON.stringify({
      server: { port: 0 },
      database: { url: `sqlite:${join(home, 'ledger.sqlite')}` },
      ledger,
      providers: [
        {
          type: 'openai-compatible',
          id: 'sim',
          baseUrl: `${provider.url}/v1`,
          apiKey: 'upstream',
          models: ['sim-fast', 'parts-100'].map((id) => ({
            id,
            price: { input: 0.4, output: 1.6 },
          })),
        },
      ],
      tiers: { cheap: ['sim/sim-fast'] },
      keys: [{ id: 'bench', key: KEY, tags: { team: 'bench' } }],
      limits: { requestsPerMinute: 100_000_000 },
    }),
  );
  return startServer(name, [join(root, 'apps/gateway/dist/main.js')], {
    cwd: home,
    env: { LLM_ROUTER_CONFIG: config, PORT: '0', HOST: '127.0.0.1' },
  });
}

const unsafe = await startGateway('gateway, no journal', { journal: false });
const gateway = await startGateway('gateway', {});
const targets = [provider, bare, unsafe, gateway];

const scenarios = [
  { name: 'JSON', model: 'sim-fast', connections: 1 },
  { name: 'JSON', model: 'sim-fast', connections: 16 },
  { name: 'JSON', model: 'sim-fast', connections: 64 },
  { name: 'stream of 100', model: 'parts-100', stream: true, connections: 1 },
  { name: 'stream of 100', model: 'parts-100', stream: true, connections: 16 },
  { name: 'stream of 100', model: 'parts-100', stream: true, connections: 64 },
];

async function measure(target, { model, stream, connections }, duration) {
  const before = usageOf(target.pid);
  const result = await autocannon({
    url: `${target.url}/v1/chat/completions`,
    method: 'POST',
    connections,
    duration,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${KEY}` },
    body: JSON.stringify({
      model: target === provider || target === bare ? model : `sim/${model}`,
      messages: [{ role: 'user', content: 'Say something that is worth measuring. '.repeat(8) }],
      ...(stream ? { stream: true } : {}),
    }),
  });
  const after = usageOf(target.pid);
  const bad = result.non2xx + result.errors;
  if (bad > 0) throw new Error(`${target.name}: ${bad} of ${result.requests.total} calls failed`);
  return {
    rate: result.requests.total / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    cpu: (after.cpuMicroseconds - before.cpuMicroseconds) / result.requests.total,
    memory: after.residentMiB,
  };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

console.log(`Node ${process.version}, ${rounds} rounds of ${seconds} s, taking turns; medians.\n`);
console.log(
  '| scenario | at once | target | req/s | p50 ms | p99 ms | CPU µs/req | CPU ÷ bare | RSS MiB |',
);
console.log('|---|---|---|---|---|---|---|---|---|');
// Until the compiler has seen everything: its own work would count as the server's.
for (const target of targets) {
  for (const scenario of scenarios) await measure(target, scenario, 3);
}
for (const scenario of scenarios) {
  const results = new Map(targets.map((target) => [target, []]));
  for (let round = 0; round < rounds; round++) {
    for (const target of targets) {
      results.get(target).push(await measure(target, scenario, seconds));
    }
  }
  const of = (target, key) => median(results.get(target).map((it) => it[key]));
  for (const target of targets) {
    const ratios = results.get(target).map((it, round) => it.cpu / results.get(bare)[round].cpu);
    console.log(
      `| ${scenario.name} | ${scenario.connections} | ${target.name} | ${of(target, 'rate').toFixed(0)} | ${of(target, 'p50')} | ${of(target, 'p99')} | ${of(target, 'cpu').toFixed(0)} | ${target === provider ? '' : median(ratios).toFixed(1)} | ${of(target, 'memory')} |`,
    );
  }
}
for (const target of targets) target.stop();
rmSync(folder, { recursive: true, force: true });
