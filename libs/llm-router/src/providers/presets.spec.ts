import { findProvider } from '@pydantic/genai-prices';
import { ConfigurationError } from '../contracts/errors/configuration-error.js';
import * as presets from './presets.js';
import { anthropic, google, ollama, openai, openaiCompatible, openrouter } from './presets.js';
import { HOSTED_VENDORS } from './presets/hosted-vendors.js';
import { LOCAL_SERVERS } from './presets/local-servers.js';

const apiKey = 'sk-test-1234567890abcdef';

describe('the presets', () => {
  it.each([
    [openai({ apiKey }), 'openai', 'openai-chat', 'openai', false],
    [
      openai({ apiKey, id: 'openai-eu', openEnded: true }),
      'openai-eu',
      'openai-chat',
      'openai',
      true,
    ],
    [anthropic({ apiKey }), 'anthropic', 'anthropic-messages', 'anthropic', false],
    [google({ apiKey }), 'google', 'google-gemini', 'google', false],
    [openrouter({ apiKey }), 'openrouter', 'openai-chat', 'openrouter', true],
    [openrouter({ apiKey, openEnded: false }), 'openrouter', 'openai-chat', 'openrouter', false],
    [ollama(), 'ollama', 'openai-chat', null, true],
    [
      openaiCompatible({ id: 'groq', baseUrl: 'https://x.y/v1' }),
      'groq',
      'openai-chat',
      undefined,
      false,
    ],
    [
      openaiCompatible({ id: 'm', baseUrl: 'https://x.y', priceBookId: 'mistral' }),
      'm',
      'openai-chat',
      'mistral',
      false,
    ],
  ])('%# describe themselves', (adapter, id, dialect, priceBookId, openEnded) => {
    expect(adapter).toMatchObject({ id, dialect, models: [], openEnded });
    expect(adapter.priceBookId).toBe(priceBookId);
  });

  it.each(Object.values(HOSTED_VENDORS))(
    'name $id in the price book as the book does',
    (vendor) => {
      const { priceBookId } = vendor;
      if (priceBookId !== null)
        expect(findProvider({ providerId: priceBookId })?.id).toBe(priceBookId);
      else expect(findProvider({ providerId: vendor.id })).toBeUndefined();
    },
  );

  it('have a factory for each hosted vendor, which wants a key', () => {
    for (const name of Object.keys(HOSTED_VENDORS) as (keyof typeof HOSTED_VENDORS)[]) {
      expect(presets[name]({ apiKey })).toMatchObject({ dialect: 'openai-chat' });
      expect(() => presets[name]({ apiKey: '' })).toThrow(`${name}(): apiKey is missing`);
    }
  });

  it('have a factory for each local server, which is open-ended, free and needs no key', () => {
    for (const name of Object.keys(LOCAL_SERVERS) as (keyof typeof LOCAL_SERVERS)[]) {
      const { priceBookId, openEnded, models } = presets[name]({ models: [{ id: 'm' }] });
      expect({ priceBookId, openEnded }).toEqual({ priceBookId: null, openEnded: true });
      expect(models).toEqual([{ id: 'm', price: { input: 0, output: 0 } }]);
    }
  });

  it('keep declared models; those of ollama are free unless they say what they cost', () => {
    const models = [
      { id: 'a', contextWindow: 8_192 },
      { id: 'b', price: { input: 1, output: 2 } },
    ];
    expect(openai({ apiKey, models }).models).toEqual(models);
    expect(ollama({ models }).models).toEqual([
      { id: 'a', contextWindow: 8_192, price: { input: 0, output: 0 } },
      { id: 'b', price: { input: 1, output: 2 } },
    ]);
  });

  it.each<[string, () => unknown, string]>([
    [
      'a missing key',
      () => openai({ apiKey: undefined as unknown as string }),
      'openai(): apiKey is missing',
    ],
    ['an empty key', () => google({ apiKey: '' }), 'google(): apiKey is missing'],
    [
      'a key with a line break',
      () => anthropic({ apiKey: `${apiKey}\n` }),
      'anthropic(): apiKey holds',
    ],
    [
      'a key with a space',
      () => openrouter({ apiKey: `Bearer ${apiKey}` }),
      'openrouter(): apiKey holds',
    ],
    [
      'an empty optional key',
      () => openaiCompatible({ id: 'a', baseUrl: 'https://x', apiKey: '' }),
      'apiKey is missing',
    ],
    ['an id in capitals', () => openai({ apiKey, id: 'OpenAI' }), 'id is "OpenAI". Legal:'],
    ['an id with a slash', () => ollama({ id: 'a/b' }), 'id is "a/b"'],
    [
      'a base URL that is none',
      () => openai({ apiKey, baseUrl: 'api.openai.com' }),
      'baseUrl is not a URL',
    ],
    ['another protocol', () => anthropic({ apiKey, baseUrl: 'ftp://x' }), 'baseUrl is not a URL'],
    [
      'credentials in the URL',
      () => ollama({ baseUrl: 'http://me:secret@x' }),
      'baseUrl may hold no credentials',
    ],
    ['a query in the URL', () => ollama({ baseUrl: 'http://x?key=secret' }), 'baseUrl may hold no'],
    [
      'a header of the transport',
      () => openai({ apiKey, headers: { Host: 'x' } }),
      'headers may not set "Host"',
    ],
    [
      'a header name with a space',
      () => openai({ apiKey, headers: { 'a b': 'x' } }),
      'headers may not set "a b"',
    ],
    [
      'a header with a line break',
      () => openai({ apiKey, headers: { a: 'secret\r\nb: c' } }),
      'headers gives a a value',
    ],
    [
      'a model without an id',
      () => openai({ apiKey, models: [{ id: ' ' }] }),
      'models has an entry',
    ],
    [
      'a model twice',
      () => openai({ apiKey, models: [{ id: 'a' }, { id: 'a' }] }),
      'models names "a" twice',
    ],
    [
      'an API that OpenAI does not have',
      () => openai({ apiKey, responses: 'sometimes' as never }),
      'responses is "sometimes". Legal: when-needed, always, never',
    ],
    [
      'no room to answer',
      () => anthropic({ apiKey, defaultMaxTokens: 0 }),
      'defaultMaxTokens is 0. Legal: a positive integer',
    ],
  ])('refuse %s, naming the option and never a secret', (_name, make, message) => {
    let caught: unknown;
    try {
      make();
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(ConfigurationError);
    expect((caught as Error).message).toContain(message);
    expect((caught as Error).message).not.toMatch(/1234567890|secret/);
  });
});
