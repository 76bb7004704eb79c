import { Test } from '@nestjs/testing';
import { TextScrubber } from '../contracts/text-scrubber.js';
import { PluginRegistry } from '../plugin/plugin-registry.js';
import { privacyProviders } from './privacy.providers.js';
import { LLM_ROUTER_OPTIONS } from '../contracts/options.js';

async function scrubber(): Promise<TextScrubber> {
  const module = await Test.createTestingModule({
    providers: [PluginRegistry, ...privacyProviders, { provide: LLM_ROUTER_OPTIONS, useValue: {} }],
  }).compile();
  return (await module.init()).get(TextScrubber);
}

const key = `sk-proj-${'a1B2c3D4e5'.repeat(5)}`;
const token = `ghp_${'a1B2c3D4e5'.repeat(4).slice(0, 36)}`;

it.each([
  [`Incorrect API key provided: ${token}.`, 'Incorrect API key provided: [secret].'],
  [`${token} and ${token}`, '[secret] and [secret]'],
  ['Provider openai is overloaded.', 'Provider openai is overloaded.'],
  ['', ''],
])('%s', async (text, expected) => {
  expect((await scrubber()).scrub(text)).toBe(expected);
});

it('leaves nothing of a key that is told beside its name', async () => {
  expect((await scrubber()).scrub(`Bad api_key: "${key}"`)).not.toContain('a1B2c3');
});
