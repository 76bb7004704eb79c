import { asks, privacyUnder, promptOf } from './protect.fixture.js';

describe('classes of data', () => {
  const privacy = {
    unlabelled: 'public',
    detected: { card: 'restricted', secret: 'restricted' },
    redact: {
      internal: { entities: ['email'], action: 'mask' },
      restricted: { actions: { card: 'block' }, direction: 'both' },
    },
  } as const;

  it('oblige calls of theirs and of higher ones', async () => {
    const { stage } = await privacyUnder({ privacy });
    const sentAs = async (sensitivity: string | undefined) =>
      promptOf(
        (await stage.protect(asks('anna@example.com', undefined, { route: { sensitivity } })))
          .exchange,
      );
    expect(await sentAs('public')).toBe('anna@example.com');
    expect(await sentAs(undefined)).toBe('anna@example.com');
    expect(await sentAs('confidential')).toBe('****');
  });

  it('oblige by what is found, too', async () => {
    const { stage } = await privacyUnder({ privacy });
    const ask = asks('4012888888881881', { entities: ['card'], action: 'flag' });
    expect(() => stage.protect(ask)).toThrow(
      expect.objectContaining({ code: 'content_blocked', entities: ['card'] }),
    );
  });

  it('are looked for by themselves: what the policy goes by needs no other directive', async () => {
    const { stage } = await privacyUnder({ privacy });
    expect(() => stage.protect(asks('4012888888881881'))).toThrow(
      expect.objectContaining({ code: 'content_blocked', entities: ['card'] }),
    );
    const ofPolicies = await privacyUnder({
      privacy: { policies: [{ name: 'p', when: { entities: ['us-*'] }, require: { dpa: true } }] },
    });
    const { exchange } = await ofPolicies.stage.protect(asks('123-45-6789 anna@example.com'));
    expect(promptOf(exchange)).toBe('123-45-6789 anna@example.com');
    expect(exchange.entities).toEqual(['us-ssn', 'national-id']);
  });

  it('have to exist', async () => {
    await expect(privacyUnder({ privacy: { redact: { secret: {} } } })).rejects.toThrow(
      'privacy.redact: "secret" is no class of data. Legal: public, internal, confidential, restricted.',
    );
    await expect(
      privacyUnder({ privacy: { redact: { public: { actions: { emial: 'mask' } } } } }),
    ).rejects.toThrow('privacy.redact.public.actions: No redactor finds "emial".');
  });
});
