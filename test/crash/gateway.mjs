import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAILING, RATES } from './rates.mjs';
import { startServer } from './server-process.mjs';

const MAIN = join(import.meta.dirname, '../../apps/gateway/dist/main.js');

/** The gateway as `npm start` runs it, in this folder; started again, it finds what it has left there. */
export async function startGateway(folder, { database, upstream, journal = {} }) {
  const configuration = {
    server: { port: 0 },
    database: { url: database },
    ledger: { journal },
    log: 'off',
    retries: { perTarget: 1 },
    breaker: false,
    concurrency: false,
    // One that always fails, so that the other one's health is not its doing.
    providers: [provider('up', upstream, false), provider('bad', upstream, true)],
    tiers: { steady: { strategy: 'priority', models: [`bad/${FAILING}`, 'up/sim-fast'] } },
  };
  // Every JSON document is YAML.
  writeFileSync(join(folder, 'gateway.yaml'), JSON.stringify(configuration));
  return startServer([MAIN], { PATH: process.env.PATH, LOG_LEVEL: 'error' }, folder);
}

function provider(id, upstream, fails) {
  const models = Object.entries(RATES).filter(([model]) => (model === FAILING) === fails);
  return {
    type: 'openai-compatible',
    id,
    baseUrl: `${upstream}/v1`,
    models: models.map(([model, price]) => ({ id: model, price })),
  };
}

/** How the gateway says it is: its readiness, and the ledger's part of it. */
export async function readiness(url) {
  const response = await fetch(`${url}/health/ready`);
  const { details } = await response.json();
  return { status: response.status, ledger: details.ledger, details };
}
