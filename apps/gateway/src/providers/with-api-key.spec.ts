import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CredentialSource } from 'nestjs-llm-router';
import { withApiKey } from './with-api-key.js';

describe('withApiKey', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'gateway-keys-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('leaves keys that are written down as they are', () => {
    const several = [{ key: 'a', alias: 'team' }, { key: 'b' }];
    expect(withApiKey({ id: 'x', apiKey: 'a' }, directory)).toEqual({ id: 'x', apiKey: 'a' });
    expect(withApiKey({ apiKey: several }, directory).apiKey).toBe(several);
    expect(withApiKey({}, directory).apiKey).toBeUndefined();
  });

  it('reads keys from a file, whose path may be relative', async () => {
    writeFileSync(join(directory, 'keys'), 'first\nsecond\n');
    const { apiKey } = withApiKey({ apiKey: { file: 'keys' } }, directory);
    expect(await (apiKey as unknown as CredentialSource).credentials()).toEqual([
      { key: 'first' },
      { key: 'second' },
    ]);
    expect(() => withApiKey({ apiKey: { file: 'nothing' } }, directory)).toThrow(
      /nothing cannot be read, or holds no key/,
    );
  });

  it('reads keys from a variable of the environment', async () => {
    process.env['GATEWAY_SPEC_KEY'] = 'first';
    try {
      const { apiKey } = withApiKey({ apiKey: { env: 'GATEWAY_SPEC_KEY' } }, directory);
      expect(await (apiKey as unknown as CredentialSource).credentials()).toEqual([
        { key: 'first' },
      ]);
    } finally {
      delete process.env['GATEWAY_SPEC_KEY'];
    }
    expect(() => withApiKey({ apiKey: { env: 'GATEWAY_SPEC_KEY' } }, directory)).toThrow(
      'the environment variable GATEWAY_SPEC_KEY is not set',
    );
  });
});
