import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromEnv } from './environment-credentials.js';
import { FileCredentials, fromFile } from './file-credentials.js';
import { fromCredentialSource } from './named-source.js';

describe('fromEnv()', () => {
  afterEach(() => delete process.env['LLM_ROUTER_SPEC_KEY']);

  it('follows the variable, and keeps the last keys where it is emptied', () => {
    process.env['LLM_ROUTER_SPEC_KEY'] = 'one two';
    const source = fromEnv('LLM_ROUTER_SPEC_KEY');
    expect(source.credentials()).toEqual([{ key: 'one' }, { key: 'two' }]);
    expect(source.credentials()).toBe(source.credentials());
    process.env['LLM_ROUTER_SPEC_KEY'] = 'three';
    expect(source.credentials()).toEqual([{ key: 'three' }]);
    delete process.env['LLM_ROUTER_SPEC_KEY'];
    expect(source.credentials()).toEqual([{ key: 'three' }]);
  });

  it('must be set at boot', () => {
    expect(() => fromEnv('LLM_ROUTER_SPEC_KEY')).toThrow(/LLM_ROUTER_SPEC_KEY is not set/);
  });
});

describe('fromFile()', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'keys-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('follows the file, looking once a second, and keeps the last keys while it is gone', () => {
    const path = join(folder, 'key');
    let now = 0;
    writeFileSync(path, 'one\n');
    const source = new FileCredentials(path, () => now);
    expect(source.credentials()).toEqual([{ key: 'one' }]);
    writeFileSync(join(folder, 'next'), 'two\nthree\n');
    renameSync(join(folder, 'next'), path);
    now = 999;
    expect(source.credentials()).toEqual([{ key: 'one' }]);
    now = 1_000;
    const replaced = source.credentials();
    expect(replaced).toEqual([{ key: 'two' }, { key: 'three' }]);
    rmSync(path);
    now = 2_000;
    expect(source.credentials()).toBe(replaced);
  });

  it('must be there at boot', () => {
    expect(() => fromFile(join(folder, 'none'))).toThrow(/cannot be read/);
  });
});

describe('fromCredentialSource()', () => {
  it('says where it is known before it is bound', () => {
    expect(() => fromCredentialSource('vault').credentials()).toThrow(/forRoot/);
  });
});
