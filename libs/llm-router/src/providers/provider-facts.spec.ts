import {
  anthropic,
  azureOpenai,
  google,
  groq,
  ollama,
  openai,
  openaiCompatible,
} from './presets.js';
import { bedrock } from './presets/bedrock.js';
import { vertex } from './presets/vertex.js';
import type { ProviderFacts } from './provider-options.js';

const apiKey = 'sk-acme';
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret-1' };
const facts = { region: 'eu-central-1', dataPolicy: { trainsOnData: false, zeroRetention: true } };
const project = { project: 'p', accessToken: () => Promise.resolve('t') };

it.each([
  ['openai', (it: ProviderFacts) => openai({ apiKey, ...it })],
  ['openai by one API', (it: ProviderFacts) => openai({ apiKey, responses: 'never', ...it })],
  ['anthropic', (it: ProviderFacts) => anthropic({ apiKey, ...it })],
  ['google', (it: ProviderFacts) => google({ apiKey, ...it })],
  ['groq', (it: ProviderFacts) => groq({ apiKey, ...it })],
  ['ollama', (it: ProviderFacts) => ollama(it)],
  [
    'azureOpenai',
    (it: ProviderFacts) =>
      azureOpenai({ apiKey, endpoint: 'https://a.example', deployments: { m: 'd' }, ...it }),
  ],
  [
    'openaiCompatible',
    (it: ProviderFacts) => openaiCompatible({ id: 'x', baseUrl: 'https://a.example', ...it }),
  ],
  ['vertex', (it: ProviderFacts) => vertex({ ...project, location: 'global', ...it })],
])('%s declares what it is told, and else nothing', (_name, make) => {
  expect(make(facts)).toMatchObject(facts);
  const { region, dataPolicy } = make({});
  expect([region, dataPolicy]).toEqual([undefined, undefined]);
});

it('Bedrock and Vertex AI know where they are', () => {
  expect(bedrock({ credentials, ...facts })).toMatchObject(facts);
  expect(vertex({ ...project, location: 'europe-west4' }).region).toBe('europe-west4');
  expect(vertex({ ...project, location: 'europe-west4', region: 'eu' }).region).toBe('eu');
});

it.each([
  [{ region: ' ' }, 'openai(): region is " ". Legal: a text that is not blank.'],
  [
    { dataPolicy: { trains: true } },
    'openai(): dataPolicy.trains: there is no such field. Did you mean trainsOnData? Legal: trainsOnData,',
  ],
  [
    { dataPolicy: { zeroRetention: 'yes' } },
    'openai(): dataPolicy.zeroRetention: "yes" is not legal. Legal: true or false.',
  ],
  [
    { dataPolicy: { zeroRetention: true, retentionDays: 30 } },
    'openai(): dataPolicy.retentionDays: 30 is not legal. Legal: 0 beside zeroRetention: true.',
  ],
  [{ dataPolicy: { regions: ['eu-*'] } }, 'openai(): dataPolicy.regions[0]: "eu-*" is not legal.'],
  [{ dataPolicy: { jurisdictions: ['Germany'] } }, 'openai(): dataPolicy.jurisdictions[0]: '],
  [
    { dataPolicy: { sources: { dpa: { reference: 'DPA 7' } } } },
    'openai(): dataPolicy.sources.dpa.date: missing. Legal: a date as YYYY-MM-DD.',
  ],
])('refuses %j', (wrong, message) => {
  expect(() => openai({ apiKey, ...(wrong as ProviderFacts) })).toThrow(message);
});
