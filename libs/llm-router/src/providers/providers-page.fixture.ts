import type { ProviderAdapter } from '../contracts/provider-adapter.js';
import type { ProviderCapabilities } from '../contracts/provider-capabilities.js';
import { anthropic, azureOpenai, google, openai, openaiCompatible } from './presets.js';
import * as presets from './presets.js';
import { HOSTED_VENDORS, type HostedVendor } from './presets/hosted-vendors.js';
import { aiSdk } from './ai-sdk/ai-sdk.js';
import { bedrock } from './presets/bedrock.js';
import { vertex } from './presets/vertex.js';
import { LOCAL_SERVERS, type LocalServer } from './presets/local-servers.js';
import type { ChatQuirks } from './openai-chat/chat-quirks.js';
import { capabilitiesOf } from './openai-chat/chat-quirks.js';

const apiKey = 'none';
const accessToken = () => Promise.resolve(apiKey);
const accessKey = { accessKeyId: apiKey, secretAccessKey: apiKey };
const LANGUAGE_MODEL = {
  specificationVersion: 'v3',
  provider: 'x',
  modelId: 'm',
  doGenerate: () => undefined,
  doStream: () => undefined,
} as never;

/** The adapters as the factories make them. A new dialect adds its own here. */
const ADAPTERS: readonly (readonly [factory: string, ProviderAdapter])[] = [
  ['openai()', openai({ apiKey })],
  ["openai({ responses: 'always' })", openai({ apiKey, responses: 'always' })],
  ['azureOpenai()', azureOpenai({ apiKey, endpoint: 'https://a.b', deployments: { m: 'd' } })],
  ['anthropic()', anthropic({ apiKey })],
  ['google()', google({ apiKey })],
  ['vertex()', vertex({ project: 'p', location: 'global', accessToken })],
  ['bedrock()', bedrock({ region: 'eu-central-1', credentials: accessKey })],
  ['aiSdk()', aiSdk({ id: 'x', model: LANGUAGE_MODEL })],
  ['openaiCompatible()', openaiCompatible({ id: 'x', baseUrl: 'https://a.b' })],
];

const COLUMNS: readonly (readonly [keyof ProviderCapabilities, string])[] = [
  ['streaming', 'streams'],
  ['tools', 'tools'],
  ['images', 'images'],
  ['jsonSchema', 'JSON schema'],
  ['reasoning', 'reasoning'],
  ['reasoningSignatures', 'signed reasoning'],
  ['promptCacheMarkers', 'cache markers'],
  ['embeddings', 'embeddings'],
];

const HOSTED = Object.entries(HOSTED_VENDORS) as [keyof typeof HOSTED_VENDORS, HostedVendor][];
const LOCAL = Object.entries(LOCAL_SERVERS) as [keyof typeof LOCAL_SERVERS, LocalServer][];

/** `docs/providers.md`, made from what the adapters and presets declare. */
export function providersPage(): string {
  const hosted = HOSTED.map(([name]) => [`${name}()`, presets[name]({ apiKey })] as const);
  const local = LOCAL.map(([name]) => [`${name}()`, presets[name]()] as const);
  return `# Providers

This page is made from what the adapters declare: \`UPDATE_DOCS=1 npx jest --selectProjects unit --testPathPatterns
providers-page\` writes it, and a test fails where it is stale.

## What each adapter carries

“Signed reasoning” means that thoughts are handed back to the vendor that signed them in later turns; “cache markers”
that \`cache_control\` reaches the vendor. Whether a model can do something is a fact of the model, not of its adapter.

${table(
  ['factory', ...COLUMNS.map(([, title]) => title)],
  [...ADAPTERS, ...hosted, ...local].map(([factory, { capabilities }]) => [
    `\`${factory}\``,
    ...COLUMNS.map(([column]) => (capabilities?.[column] === true ? '✓' : '–')),
  ]),
)}

## Hosted vendors over OpenAI’s dialect

The key’s variable is the customary one: nothing reads it unless you say \`apiKey: fromEnv('…')\`.

${table(
  ['factory', 'base URL', 'key', 'price book', 'not sent, with a warning', 'notes'],
  HOSTED.map(([name, vendor]) => [
    `\`${name}()\``,
    vendor.baseUrl,
    `\`${vendor.keyVariable}\``,
    vendor.priceBookId ?? 'none: declare prices',
    unsupported(vendor.quirks ?? {}),
    [
      ...notes(vendor.quirks ?? {}),
      ...(vendor.openEnded === true ? ['any model may be asked for'] : []),
      ...(vendor.modelsPath === null ? ['cannot be probed'] : []),
    ].join('; '),
  ]),
)}

## Servers on your own machines

They need no key, are in no price book, and may be asked for any model. Declared models cost nothing unless they have a
price.

${table(
  ['factory', 'base URL', 'not sent, with a warning', 'notes'],
  LOCAL.map(([name, server]) => [
    `\`${name}()\``,
    server.baseUrl,
    unsupported(server.quirks),
    notes(server.quirks).join('; '),
  ]),
)}

## Fields that a provider cannot honour

What a provider refuses or ignores is left out of its request and named in \`warnings\` (over HTTP in the header
\`x-llm-router-warnings\`). With \`@RouteModel({ requireParameters: true })\` such a candidate is not considered at all;
the reason is among the rejections of the call.
`;
}

function unsupported({ unsupported: rules = [] }: ChatQuirks): string {
  return rules
    .map(
      ({ names, models }) =>
        names.map((it) => `\`${it}\``).join(', ') + (models === undefined ? '' : ' (some models)'),
    )
    .join('; ');
}

function notes(quirks: ChatQuirks): string[] {
  const said: readonly (readonly [boolean, string])[] = [
    [quirks.tokenLimit !== undefined, `limit sent as \`${quirks.tokenLimit}\``],
    [quirks.renamed !== undefined, renamed(quirks.renamed)],
    [!capabilitiesOf(quirks).jsonSchema, 'JSON schemas asked for in words'],
    [quirks.alternatingTurns === true, 'neighbouring turns merged'],
    [quirks.shortToolCallIds === true, 'ids of tool calls shortened'],
    [quirks.reasoningContent === true, 'thoughts behind tool calls handed back'],
  ];
  return said.filter(([holds]) => holds).map(([, text]) => text);
}

function renamed(names: ChatQuirks['renamed'] = {}): string {
  return Object.entries(names)
    .map(([from, to]) => `\`${from}\` sent as \`${to}\``)
    .join(', ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0), 3),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [head, widths.map((width) => '-'.repeat(width)), ...rows].map(line).join('\n');
}
