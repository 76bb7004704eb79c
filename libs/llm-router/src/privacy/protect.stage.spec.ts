import { Test } from '@nestjs/testing';
import fc from 'fast-check';
import type { RedactDirective } from '../contracts/directives.js';
import type { Exchange } from '../contracts/exchange.js';
import { LLM_ROUTER_OPTIONS } from '../contracts/options.js';
import type { Reply } from '../contracts/reply.js';
import { PluginRegistry } from '../plugin/plugin-registry.js';
import { ProtectStage } from './protect.stage.js';
import { builtInRedactors } from './redactors/built-in-redactors.js';

async function stage(redact?: RedactDirective): Promise<ProtectStage> {
  const module = await Test.createTestingModule({
    providers: [
      PluginRegistry,
      ProtectStage,
      ...builtInRedactors,
      { provide: LLM_ROUTER_OPTIONS, useValue: { redact } },
    ],
  }).compile();
  return (await module.init()).get(ProtectStage);
}

const asks = (content: string, redact?: RedactDirective): Exchange =>
  Object.freeze({
    request: { messages: [{ role: 'user', content }] },
    directives: redact ? { redact } : {},
  }) as Exchange;

const promptOf = (exchange: Exchange): unknown => exchange.request.messages[0]?.content;

function reply(text: string): Reply {
  const chunks = (async function* () {
    yield { parts: [{ type: 'text', choice: 0, text } as const] };
  })();
  return { head: { model: 'p/m', provider: 'p', cache: 'off', warnings: [] }, chunks };
}

async function textOf({ chunks }: Reply): Promise<string> {
  let text = '';
  for await (const { parts } of chunks) {
    for (const part of parts) if (part.type === 'text') text += part.text;
  }
  return text;
}

it('does nothing where nobody asked for redaction', async () => {
  const exchange = asks('anna@example.com');
  const { exchange: passed, restore } = (await stage()).protect(exchange);
  expect(passed).toBe(exchange);
  const answer = reply('[EMAIL_1]');
  expect(restore(answer)).toBe(answer);
});

it('pseudonymises, one placeholder for one value, and restores', async () => {
  const prompt = 'anna@example.com, bob@example.com, anna@example.com, +44 20 7123 4567';
  const { exchange, restore } = (await stage()).protect(asks(prompt, {}));
  expect(promptOf(exchange)).toBe('[EMAIL_1], [EMAIL_2], [EMAIL_1], [PHONE_1]');
  expect(Object.isFrozen(exchange)).toBe(true);
  expect(await textOf(restore(reply('[PHONE_1] is of [EMAIL_2] [EMAIL_3]')))).toBe(
    '+44 20 7123 4567 is of bob@example.com [EMAIL_3]',
  );
});

it('never lets what the caller wrote stand for a value', async () => {
  const { exchange, restore } = (await stage()).protect(asks('[EMAIL_1] or anna@example.com?', {}));
  expect(promptOf(exchange)).toBe('[EMAIL_1] or [EMAIL_2]?');
  expect(await textOf(restore(reply('[EMAIL_1]')))).toBe('[EMAIL_1]');
});

it('takes out only the entities that were asked for', async () => {
  const { exchange } = (await stage()).protect(
    asks('anna@example.com 123-45-6789', { entities: ['us-ssn'] }),
  );
  expect(promptOf(exchange)).toBe('anna@example.com [US_SSN_1]');
});

it('masks for good', async () => {
  const { exchange, restore } = (await stage()).protect(
    asks('I am anna@example.com', { action: 'mask' }),
  );
  expect(promptOf(exchange)).toBe('I am ****');
  const answer = reply('****');
  expect(restore(answer)).toBe(answer);
});

it('blocks, and names the kinds but not the text', async () => {
  const protect = await stage();
  expect(() => protect.protect(asks('anna@example.com 123-45-6789', { action: 'block' }))).toThrow(
    expect.objectContaining({
      code: 'content_blocked',
      entities: ['email', 'us-ssn'],
      message: expect.not.stringContaining('anna'),
    }),
  );
  const clean = asks('hello', { action: 'block' });
  expect(protect.protect(clean).exchange).toBe(clean);
});

it('refuses unknown entities, in a call and at boot', async () => {
  const known = 'No redactor finds "e-mail". Known: card, email, iban, ip, phone, secret, us-ssn.';
  const protect = await stage();
  expect(() => protect.protect(asks('', { entities: ['e-mail'] }))).toThrow(
    expect.objectContaining({ code: 'invalid_request', message: known }),
  );
  await expect(stage({ entities: ['e-mail'] })).rejects.toThrow(`redact.entities: ${known}`);
});

it('restores an echoed prompt exactly, whatever it holds', async () => {
  const protect = await stage();
  const word = fc.constantFrom(
    'anna@example.com',
    '123-45-6789',
    '[EMAIL_1]',
    '[EMAIL_',
    '4012888888881881',
    ' ',
    ']',
    '\n',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(word), async (words) => {
      const prompt = words.join('');
      const { exchange, restore } = protect.protect(asks(prompt, {}));
      expect(await textOf(restore(reply(promptOf(exchange) as string)))).toBe(prompt);
    }),
  );
});
