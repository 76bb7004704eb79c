import { ConfigurationError } from '../contracts/errors/configuration-error.js';
import { KEY_BYTES } from './envelope.js';

/** Master keys by id; the first wraps what is new. */
export type MasterKeys = ReadonlyMap<string, Buffer>;

const LEGAL_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const BASE64 = /^[A-Za-z0-9+/]{43}=$/;

/**
 * Reads `id:key` pairs, one on a line or with commas between them; a key is 32 random bytes as base64. Blank lines, and
 * those that begin with `#`, are skipped. Throws a `ConfigurationError` that names the place, and never quotes a key.
 */
export function readMasterKeys(text: string, source: string): MasterKeys {
  const pairs = text
    .split(/[\n,]/)
    .map((it) => it.trim())
    .filter((it) => it !== '' && !it.startsWith('#'));
  if (pairs.length === 0) throw new ConfigurationError(`${source}: there is no key. ${LEGAL}`);
  const keys = new Map<string, Buffer>();
  pairs.forEach((pair, index) => {
    const colon = pair.indexOf(':');
    const [id, key] = [pair.slice(0, Math.max(0, colon)), pair.slice(colon + 1)];
    const place = `${source}: key ${index + 1}`;
    if (!LEGAL_ID.test(id)) throw new ConfigurationError(`${place} has no legal id. ${LEGAL}`);
    if (!BASE64.test(key)) {
      throw new ConfigurationError(`${place} ("${id}") is not ${KEY_BYTES} bytes. ${LEGAL}`);
    }
    if (keys.has(id)) throw new ConfigurationError(`${source}: two keys are called "${id}".`);
    keys.set(id, Buffer.from(key, 'base64'));
  });
  return keys;
}

const LEGAL =
  'Legal: <id>:<32 random bytes as base64>, e.g. from: echo "2026:$(openssl rand -base64 32)"';
