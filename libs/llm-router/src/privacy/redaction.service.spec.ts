import { StreamableFile } from '@nestjs/common';
import { privacyUnder, SECRET } from './protect.fixture.js';

class Person {
  constructor(
    readonly name: string,
    readonly mail: string,
  ) {}

  get greeting(): string {
    return `Hi ${this.name}`;
  }
}

it('takes out of a text, and puts back', async () => {
  const { service } = await privacyUnder();
  const { value, entities, restore } = await service.redact('Mail anna@example.com');
  expect(value).toMatch(/^Mail \[EMAIL_[a-z2-7]{12}\]$/);
  expect(entities).toEqual(['email']);
  expect(restore(`${value}!`)).toBe('Mail anna@example.com!');
});

it('reaches every text of a value, by the names of its fields, and leaves the rest as it is', async () => {
  const { service } = await privacyUnder();
  const untouched = {
    bytes: Buffer.from('anna@example.com'),
    at: new Date(0),
    map: new Map([['a', 'anna@example.com']]),
    file: new StreamableFile(Buffer.from('x')),
    none: null,
    number: 7,
  };
  const before = {
    person: new Person('Anna', 'anna@example.com'),
    list: [{ json: '{"ssn":"123456789"}' }],
    socialSecurityNumber: '536-90-4399',
    ...untouched,
  };
  const { value, restore } = await service.redact(before, { action: 'pseudonymise' });
  expect(value.person).toBeInstanceOf(Person);
  expect(value.person.greeting).toBe('Hi Anna');
  expect(value.person.mail).toMatch(/^\[EMAIL_/);
  expect(value.socialSecurityNumber).toMatch(/^\[US_SSN_/);
  expect(value).toMatchObject(untouched);
  expect(value.bytes).toBe(before.bytes);
  expect(before.person.mail).toBe('anna@example.com');
  expect(restore(value)).toEqual(before);
  const clean = { a: ['b'] };
  expect((await service.redact(clean)).value).toBe(clean);
});

it('bears what contains itself', async () => {
  const { service } = await privacyUnder();
  const node: { mail: string; self?: unknown } = { mail: 'anna@example.com' };
  node.self = node;
  const { value } = await service.redact(node);
  expect(value.mail).toMatch(/^\[EMAIL_/);
});

it('judges answers before it restores them', async () => {
  const { service } = await privacyUnder();
  const { value, answer, restore } = await service.redact('anna@example.com', {
    direction: 'both',
    action: 'pseudonymise',
  });
  const said = { reply: `${value} knows bob@example.com`, json: `{"to":"${value}"}` };
  expect(await answer(said)).toEqual({
    reply: 'anna@example.com knows ****',
    json: '{"to":"anna@example.com"}',
  });
  expect(restore(said).reply).toBe('anna@example.com knows bob@example.com');
});

it('blocks in both directions', async () => {
  const { service } = await privacyUnder();
  const blocking = { action: 'block', direction: 'both' } as const;
  await expect(service.redact('anna@example.com', blocking)).rejects.toMatchObject({
    code: 'content_blocked',
    direction: 'input',
  });
  const { answer } = await service.redact('Hi', blocking);
  await expect(answer(['anna@example.com'])).rejects.toMatchObject({ direction: 'output' });
});

it('has one placeholder for one value in a scope, and others elsewhere', async () => {
  const { service } = await privacyUnder({ redact: { secret: SECRET } });
  const values = await Promise.all(
    [{}, {}, { tenant: 'a' }, { tenant: 'b' }, { tenant: 'b', conversation: '1' }].map(
      async (scope) => (await service.redact('anna@example.com', {}, scope)).value,
    ),
  );
  expect(values[1]).toBe(values[0]);
  expect(new Set(values).size).toBe(4);
});

it('keeps JSON within a value JSON, whatever is put back', async () => {
  const { service } = await privacyUnder({
    redact: { patterns: [{ entity: 'quote', pattern: /say "hi"/ }] },
  });
  const { value, restore } = await service.redact({ json: JSON.stringify({ it: 'say "hi"' }) });
  expect(value.json).toMatch(/^\{"it":"\[QUOTE_[a-z2-7]{12}\]"\}$/);
  expect(JSON.parse(restore(value).json)).toEqual({ it: 'say "hi"' });
});

it('takes what writes itself as JSON for what it writes', async () => {
  class Hidden {
    readonly #mail = 'anna@example.com';

    toJSON(): object {
      return { mail: this.#mail };
    }
  }
  const { service } = await privacyUnder();
  const { value } = await service.redact({ hidden: new Hidden() }, { action: 'mask' });
  expect(JSON.stringify(value)).toBe('{"hidden":{"mail":"****"}}');
});
