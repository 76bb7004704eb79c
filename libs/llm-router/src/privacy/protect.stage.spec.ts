import fc from 'fast-check';
import type { CallFinding } from '../contracts/call-finding.js';
import type { Caller } from '../contracts/caller.js';
import type { ChatRequest } from '../contracts/chat-request.js';
import type { RedactAction } from '../contracts/redact-actions.js';
import { asks, privacyUnder, promptOf, replyOf, SECRET, textOf } from './protect.fixture.js';

const PLACEHOLDER = (label: string): RegExp => new RegExp(`^\\[${label}_[a-z2-7]{12}\\]$`);

it('does nothing where nobody asked for redaction', async () => {
  const { stage } = await privacyUnder();
  const exchange = asks('anna@example.com');
  const { exchange: passed, scan, restore } = await stage.protect(exchange);
  expect(passed).toBe(exchange);
  const answer = replyOf('[EMAIL_abcdefghijkl]');
  expect(restore(await scan(answer))).toBe(answer);
});

it('pseudonymises, one placeholder for one value, and restores', async () => {
  const { stage } = await privacyUnder();
  const prompt = 'anna@example.com, bob@example.com, anna@example.com, +44 20 7123 4567';
  const { exchange, restore } = await stage.protect(asks(prompt, {}));
  const [anna, bob, again, phone] = promptOf(exchange).split(', ');
  expect(anna).toMatch(PLACEHOLDER('EMAIL'));
  expect(bob).toMatch(PLACEHOLDER('EMAIL'));
  expect(phone).toMatch(PLACEHOLDER('PHONE'));
  expect(again).toBe(anna);
  expect(bob).not.toBe(anna);
  expect(Object.isFrozen(exchange)).toBe(true);
  expect(await textOf(restore(replyOf(`${phone} is of ${bob} [EMAIL_abcdefghijkl]`)))).toBe(
    '+44 20 7123 4567 is of bob@example.com [EMAIL_abcdefghijkl]',
  );
});

describe('the end user that a request names', () => {
  const asked = (user: string): ChatRequest => ({
    user,
    messages: [{ role: 'user', content: `Call ${user} bob@example.com` }],
  });
  const userOf = async (user: string, caller: Caller = {}, redact?: object) => {
    const { stage } = await privacyUnder({ redact: { secret: SECRET } });
    const { exchange } = await stage.protect(asks(asked(user), redact, { caller }));
    return exchange.caller.user;
  };

  it('is the user of the call, with and without redaction', async () => {
    expect(await userOf('ada')).toBe('ada');
    expect(await userOf('ada', {}, {})).toBe('ada');
    expect(await userOf('')).toBeUndefined();
  });

  it('gives way to the one that the caller names', async () => {
    expect(await userOf('ada', { user: 'eve' }, {})).toBe('eve');
  });

  it('is a hash where redaction takes something out of the name: the same in every conversation of a tenant', async () => {
    const hash = await userOf('ada@example.com', { tenant: 'acme' }, {});
    expect(hash).toMatch(/^\[USER#[a-z2-7]{16}\]$/);
    const elsewhere = { ...asked('ada@example.com'), messages: [{ role: 'user', content: 'Hi' }] };
    const { stage } = await privacyUnder({ redact: { secret: SECRET } });
    const call = asks(elsewhere as ChatRequest, {}, { caller: { tenant: 'acme' } });
    expect((await stage.protect(call)).exchange.caller.user).toBe(hash);
    expect(await userOf('ada@example.com', { tenant: 'globex' }, {})).not.toBe(hash);
  });

  it('stays what it is where redaction only looks', async () => {
    expect(await userOf('ada@example.com', {}, { action: 'flag' })).toBe('ada@example.com');
  });
});

describe('placeholders', () => {
  const conversation = (first: string, last: string): ChatRequest => ({
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: first },
      { role: 'assistant', content: 'Yes?' },
      { role: 'user', content: last },
    ],
  });
  const placeholderIn = async (
    request: ChatRequest,
    {
      tenant = 'acme',
      redact = { secret: SECRET },
    }: { tenant?: string; redact?: { secret?: string } } = {},
  ): Promise<string> => {
    const { stage } = await privacyUnder({ redact });
    const { exchange } = await stage.protect(asks(request, {}, { caller: { tenant } }));
    return exchange.request.messages.at(-1)?.content as string;
  };

  it('stay the same while a conversation grows, in every process with the secret', async () => {
    const before = await placeholderIn(conversation('Hi', 'anna@example.com'));
    const grown = conversation('Hi', 'anna@example.com');
    grown.messages.splice(2, 0, { role: 'assistant', content: 'Hello' });
    expect(await placeholderIn(grown)).toBe(before);
  });

  it('differ between conversations, tenants, secrets and processes without one', async () => {
    const same = conversation('Hi', 'anna@example.com');
    const all = await Promise.all([
      placeholderIn(same),
      placeholderIn(conversation('Hello', 'anna@example.com')),
      placeholderIn(same, { tenant: 'other' }),
      placeholderIn(same, { redact: { secret: `another ${SECRET}` } }),
      placeholderIn(same, { redact: {} }),
      placeholderIn(same, { redact: {} }),
    ]);
    expect(new Set(all).size).toBe(all.length);
  });

  it('never stand for what the caller wrote, not even for a foretold one', async () => {
    const { stage } = await privacyUnder({ redact: { secret: SECRET } });
    const last = async (content: string): Promise<[string, (text: string) => Promise<string>]> => {
      const request = conversation('Hi', content);
      const { exchange, restore } = await stage.protect(asks(request, {}));
      const sent = exchange.request.messages.at(-1)?.content as string;
      return [sent, (text) => textOf(restore(replyOf(text)))];
    };
    const [foretold] = await last('anna@example.com');
    const [sent, restored] = await last(`${foretold} or anna@example.com?`);
    expect(sent.startsWith(`${foretold} or [EMAIL_`)).toBe(true);
    expect(sent).not.toContain(`or ${foretold}`);
    expect(await restored(sent)).toBe(`${foretold} or anna@example.com?`);
  });

  it('need a secret that is one', async () => {
    await expect(privacyUnder({ redact: { secret: 'short' } })).rejects.toThrow(
      'redact.secret: it is too short to be one. Legal: a text of 32 characters or more, at random.',
    );
  });
});

it('takes out only the entities that were asked for', async () => {
  const { stage } = await privacyUnder();
  const { exchange } = await stage.protect(
    asks('anna@example.com 123-45-6789', { entities: ['us-ssn'] }),
  );
  expect(promptOf(exchange)).toMatch(/^anna@example\.com \[US_SSN_[a-z2-7]{12}\]$/);
});

describe('actions', () => {
  const sent = async (prompt: string, action: RedactAction, tenant = 'acme') => {
    const { stage } = await privacyUnder({ redact: { secret: SECRET } });
    const found: CallFinding[] = [];
    const call = await stage.protect(asks(prompt, { action }, { caller: { tenant }, found }));
    return { ...call, text: promptOf(call.exchange), found };
  };

  it('mask and remove for good', async () => {
    const masked = await sent('I am anna@example.com.', 'mask');
    expect(masked.text).toBe('I am ****.');
    const answer = replyOf('****');
    expect(masked.restore(answer)).toBe(answer);
    expect((await sent('I am anna@example.com.', 'remove')).text).toBe('I am .');
  });

  it('hash a value alike in all calls of a tenant, and in no other', async () => {
    const { text } = await sent('anna@example.com', 'hash');
    expect(text).toMatch(/^\[EMAIL#[a-z2-7]{16}\]$/);
    expect((await sent('So: anna@example.com', 'hash')).text).toBe(`So: ${text}`);
    expect((await sent('anna@example.com', 'hash', 'other')).text).not.toBe(text);
  });

  it('make up another value, and put the true one back', async () => {
    const { text, restore } = await sent(
      'Mail anna@example.com, 4012 8888 8888 1881',
      'synthesise',
    );
    expect(text).toMatch(/^Mail [a-z]+@example\.(com|org|net), 4\d{3} \d{4} \d{4} \d{4}$/);
    expect(text).not.toContain('anna');
    expect(text).not.toContain('1881');
    expect(await textOf(restore(replyOf(text)))).toBe('Mail anna@example.com, 4012 8888 8888 1881');
  });

  it('flag: report and leave', async () => {
    const { text, exchange, found } = await sent('anna@example.com 123-45-6789', 'flag');
    expect(text).toBe('anna@example.com 123-45-6789');
    expect(exchange.entities).toEqual(['email', 'us-ssn', 'national-id']);
    expect(found).toEqual([
      { direction: 'input', entity: 'email', action: 'flag', count: 1 },
      { direction: 'input', entity: 'us-ssn', action: 'flag', count: 1 },
    ]);
  });

  it('block, and name the kinds but not the text', async () => {
    const { stage } = await privacyUnder();
    const found: CallFinding[] = [];
    const ask = asks(
      'anna@example.com 123-45-6789',
      { actions: { 'national-id': 'block' } },
      { found },
    );
    expect(() => stage.protect(ask)).toThrow(
      expect.objectContaining({
        code: 'content_blocked',
        entities: ['us-ssn'],
        message: expect.not.stringContaining('123'),
      }),
    );
    expect(found.map(({ entity }) => entity)).toEqual(['email', 'us-ssn']);
    const clean = asks('hello', { action: 'block' });
    expect((await stage.protect(clean)).exchange).toBe(clean);
  });

  it('are for kinds and groups: a kind wins over its groups, of groups the strictest', async () => {
    const { stage } = await privacyUnder();
    const prompt = 'anna@example.com 123-45-6789 DE89 3704 0044 0532 0130 00';
    const { exchange } = await stage.protect(
      asks(prompt, {
        action: 'mask',
        actions: { all: 'hash', 'national-id': 'remove', email: 'flag' },
      }),
    );
    expect(promptOf(exchange)).toMatch(/^anna@example\.com {2}\[IBAN#[a-z2-7]{16}\]$/);
  });

  it('of several directives all hold, and the strictest wins', async () => {
    const { stage } = await privacyUnder();
    const prompt = 'anna@example.com 123-45-6789 on 2024-05-06';
    const { exchange } = await stage.protect(
      asks(prompt, [
        { entities: ['email'], action: 'remove' },
        { action: 'mask' },
        { entities: ['date'] },
        { entities: ['email', 'us-ssn'], action: 'flag' },
      ]),
    );
    expect(promptOf(exchange)).toMatch(/^ \*{4} on \[DATE_[a-z2-7]{12}\]$/);
  });
});

it('refuses unknown entities, actions and directions, in a call and at boot', async () => {
  const { stage } = await privacyUnder();
  expect(() => stage.protect(asks('', { entities: ['e-mail'] }))).toThrow(
    expect.objectContaining({
      code: 'invalid_request',
      param: 'redact.entities',
      message: 'redact.entities: No redactor finds "e-mail". Did you mean: email?',
    }),
  );
  await expect(privacyUnder({ redact: { entities: ['e-mail'] } })).rejects.toThrow(
    'redact.entities: No redactor finds "e-mail". Did you mean: email?',
  );
  await expect(
    privacyUnder({ redact: { actions: { email: 'shred' as RedactAction } } }),
  ).rejects.toThrow('redact.actions.email: "shred" is not legal. Legal: flag, pseudonymise,');
  await expect(privacyUnder({ redact: { direction: 'up' as 'input' } })).rejects.toThrow(
    'redact.direction: "up" is not legal. Legal: input, output, both.',
  );
});

it('takes the name of a group for all that is in it, and notes what was found', async () => {
  const { stage } = await privacyUnder();
  const prompt = `anna@example.com ghp_${'a1B2c3D4e5'.repeat(4).slice(0, 36)}`;
  const { exchange } = await stage.protect(asks(prompt, { entities: ['secret'] }));
  expect(promptOf(exchange)).toMatch(/^anna@example\.com \[GITHUB_PAT_[a-z2-7]{12}\]$/);
  expect(exchange.entities).toEqual(['github-pat', 'secret']);
});

it('waits for a redactor that takes its time', async () => {
  const { stage } = await privacyUnder();
  const slow = {
    id: 'slow',
    entities: ['name'],
    find: () => [],
    findAll: async (text: string) => [{ entity: 'name', start: 0, end: text.indexOf(' ') }],
  };
  Reflect.set(Reflect.get(stage, 'redactions') as object, 'plugins', { all: () => [slow] });
  const { exchange } = await stage.protect(asks('Anna is here', {}));
  expect(promptOf(exchange)).toMatch(/^\[NAME_[a-z2-7]{12}\] is here$/);
});

it.each(['pseudonymise', 'synthesise'] as const)(
  'restores an echoed prompt exactly, whatever it holds (%s)',
  async (action) => {
    const { stage } = await privacyUnder({ redact: { secret: SECRET } });
    const word = fc.constantFrom(
      'anna@example.com',
      '123-45-6789',
      '192.0.2.101',
      '10.1.2.3',
      '[EMAIL_',
      '[EMAIL_abcdefghijkl]',
      '4012888888881881',
      ' ',
      ']',
      '\n',
      '{"a":"',
      '"}',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word), async (words) => {
        const prompt = words.join('');
        const { exchange, restore } = await stage.protect(asks(prompt, { action }));
        expect(await textOf(restore(replyOf(promptOf(exchange))))).toBe(prompt);
      }),
    );
  },
);
