import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError } from '../contracts/errors/configuration-error.js';
import { newKey, TamperedError } from './envelope.js';
import { LocalKeyProvider } from './local-key-provider.js';
import { readMasterKeys } from './master-keys.js';

const [old, young] = [newKey().toString('base64'), newKey().toString('base64')];
const provider = (text: string) => new LocalKeyProvider(readMasterKeys(text, 'keys'));

it('wraps under the first key, and unwraps what is under any', async () => {
  const dataKey = newKey();
  const before = await provider(`a:${old}`).wrap(dataKey, 'someone');
  const rotated = provider(`b:${young}, a:${old}`);
  expect(before.keyId).toBe('a');
  expect(Buffer.from(await rotated.unwrap(before, 'someone'))).toEqual(dataKey);
  expect((await rotated.wrap(dataKey, 'someone')).keyId).toBe('b');
});

it('refuses other owners, other keys of the same id, and keys that it does not know', async () => {
  const wrapped = await provider(`a:${old}`).wrap(newKey(), 'someone');
  await expect(provider(`a:${old}`).unwrap(wrapped, 'another')).rejects.toThrow(TamperedError);
  await expect(provider(`a:${young}`).unwrap(wrapped, 'someone')).rejects.toThrow(TamperedError);
  await expect(provider(`b:${young}`).unwrap(wrapped, 'someone')).rejects.toThrow(
    'There is no master key "a". Known: b.',
  );
});

it.each([
  ['', 'there is no key'],
  ['# nothing', 'there is no key'],
  [old, 'key 1 has no legal id'],
  [`a:${old},b:c2hvcnQ=`, 'key 2 ("b") is not 32 bytes'],
  [`a:${old}\na:${young}`, 'two keys are called "a"'],
])('refuses %j without quoting it', (text, problem) => {
  const read = () => readMasterKeys(text, 'keys.env: X');
  expect(read).toThrow(ConfigurationError);
  expect(read).toThrow(`keys.env: X: ${problem}`);
  try {
    read();
  } catch (error) {
    expect((error as Error).message).not.toContain(old.slice(0, 8));
  }
});

it('reads a file with comments, and says where there is none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keys-'));
  const path = join(folder, 'master-keys');
  try {
    writeFileSync(path, `# ours\n2026:${old}\n\n2025:${young}\n`);
    expect(LocalKeyProvider.fromFile(path)).toBeInstanceOf(LocalKeyProvider);
    expect(() => LocalKeyProvider.fromFile(join(folder, 'none'))).toThrow(
      'keys.file: the file cannot be read (ENOENT).',
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('reads a variable, and says where it is not set', () => {
  expect(LocalKeyProvider.fromEnv('KEYS', { KEYS: `a:${old}` })).toBeInstanceOf(LocalKeyProvider);
  expect(() => LocalKeyProvider.fromEnv('KEYS', {})).toThrow(
    'keys.env: the environment variable KEYS is not set.',
  );
});
