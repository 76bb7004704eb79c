import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { LlmRouter } from 'nestjs-llm-router';
import { isPostgres } from '../database/database-options.js';
import { GATEWAY_PLAN, type GatewayPlan } from '../gateway-plan.js';

/** What whoever started the gateway wants to know first: how to call it, and what stands behind it. */
export function greeting(app: NestFastifyApplication, url: string): string {
  const plan = app.get<GatewayPlan>(GATEWAY_PLAN);
  const { config, file } = plan.loaded;
  const ids = plan.setup.providers.map((it) => it.id ?? it.type);
  const rows = {
    'API reference': `${url}/docs`,
    Health: `${url}/health`,
    Providers: ids.join(', ') || 'none',
    Ledger: `${ledgerName(config.database.url)}, shown at ${url}/admin/ledger/requests`,
    Configuration: file ?? 'none: defaults and environment (see apps/gateway/gateway.example.yaml)',
  };
  return [
    `\nThe gateway listens on ${url}. Try it:\n`,
    example(url, modelOf(app), config.keys.length > 0),
    '',
    ...Object.entries(rows).map(([name, text]) => `  ${name.padEnd(15)}${text}`),
    ...openDoor(plan),
    ...hint(plan),
    '',
  ].join('\n');
}

function example(url: string, model: string, withKey: boolean): string {
  const body = JSON.stringify({ model, messages: [{ role: 'user', content: 'Hello!' }] });
  return [
    `  curl ${url}/v1/chat/completions \\`,
    ...(withKey ? ['    -H "authorization: Bearer $KEY" \\'] : []),
    `    -H 'content-type: application/json' \\`,
    `    -d '${body}'`,
  ].join('\n');
}

/** A name that can be asked for: a tier where there is one. */
function modelOf(app: NestFastifyApplication): string {
  const ids = app
    .get(LlmRouter)
    .models()
    .map((it) => it.id);
  return ids.find((id) => id.startsWith('tier:')) ?? ids[0] ?? 'provider/model';
}

function ledgerName(databaseUrl: string): string {
  if (isPostgres(databaseUrl)) return 'PostgreSQL';
  return databaseUrl === ':memory:' ? 'in memory, gone at the end' : databaseUrl;
}

function openDoor({ loaded }: GatewayPlan): string[] {
  const { server, keys } = loaded.config;
  if (keys.length > 0 || /^(127\.|::1$|localhost$)/.test(server.host)) return [];
  return [
    '\n  Whoever reaches this address may use it: no keys are configured. LLM_ROUTER_KEYS=name:key adds one.',
  ];
}

function hint({ setup }: GatewayPlan): string[] {
  if (setup.providers.some((it) => it.type !== 'simulated')) return [];
  return [
    '\n  Answers are simulated, and so are their prices. For real ones: OPENAI_API_KEY=… npm start',
    '  (or ANTHROPIC_API_KEY, GEMINI_API_KEY, OPENROUTER_API_KEY, OLLAMA_BASE_URL).',
  ];
}
