import { createHmac } from 'node:crypto';
import { base32 } from './actions/base32.js';
import { synthesise } from './actions/synthesise.js';
import { TokenTrie } from './token-trie.js';

/** 60 bits. */
const PLACEHOLDER_CHARACTERS = 12;
/** 80 bits: hashes are kept and compared by others. */
const HASH_CHARACTERS = 16;
const LOOK_ALIKE = /\[[A-Z0-9_]{1,100}_[a-z2-7]{12}\]/g;
/** Each is looked for in all of the prompt; what comes after so many gets placeholders. */
const MOST_MADE_UP = 1_000;
const MOST_TURNS = 16;

/** What the tokens of a call are derived from; each is asked for once, if at all. */
export interface VaultKeys {
  /** The same in all calls of a conversation. */
  conversation(): Buffer;
  /** The same in all calls of a tenant. */
  hashes(): Buffer;
}

/** The tokens of one call and the values behind them; it lives as long as the call. */
export class Vault {
  /** The tokens that were issued, each with its value. */
  readonly tokens = new TokenTrie();
  /** True: a value is written in another way within JSON, or its token might begin within an escape. */
  needsEscaping = false;
  private readonly issued = new Map<string, string>();
  private readonly values = new Map<string, string>();
  private lookAlikes: ReadonlySet<string> | undefined;
  private conversation: Buffer | undefined;
  private hashes: Buffer | undefined;
  private madeUp = 0;

  /** @param texts what the caller wrote: nothing that is in it stands for anything else */
  constructor(
    private readonly keys: VaultKeys,
    private readonly texts: () => readonly string[],
  ) {}

  /** True: nothing was issued, so nothing can come back. */
  get empty(): boolean {
    return this.values.size === 0;
  }

  /** E.g. `[EMAIL_k7q2mx4tbd3a]`: the same for the same value throughout a conversation, and nobody can foretell it. */
  placeholderFor(entity: string, value: string): string {
    const key = JSON.stringify([entity, value]);
    for (let turn = 0; ; turn++) {
      const known = this.issued.get(key);
      if (known !== undefined) return known;
      const token = `[${labelOf(entity)}_${base32(this.mac(key, turn), PLACEHOLDER_CHARACTERS)}]`;
      this.lookAlikes ??= new Set(this.texts().flatMap((it) => it.match(LOOK_ALIKE) ?? []));
      if (!this.lookAlikes.has(token)) this.issue(key, token, value);
    }
  }

  /** Another value of the same form, which comes back as a placeholder does; a placeholder where there is none. */
  madeUpFor(entity: string, value: string): string {
    const key = JSON.stringify(['made up', entity, value]);
    const known = this.issued.get(key);
    if (known !== undefined) return known;
    if (this.madeUp++ < MOST_MADE_UP) {
      for (let turn = 0; turn < MOST_TURNS; turn++) {
        const token = synthesise(entity, value, this.mac(key, turn));
        if (token === undefined) break;
        if (!this.texts().some((it) => it.includes(token)) && this.issue(key, token, value)) {
          return token;
        }
      }
    }
    return this.placeholderFor(entity, value);
  }

  /** E.g. `[EMAIL#k7q2mx4tbd3aqq7c]`: the same for the same value in every call of a tenant. Nothing leads back. */
  hashOf(entity: string, value: string): string {
    this.hashes ??= this.keys.hashes();
    const mac = createHmac('sha256', this.hashes)
      .update(JSON.stringify([entity, value]))
      .digest();
    return `[${labelOf(entity)}#${base32(mac, HASH_CHARACTERS)}]`;
  }

  /** False: it stands for another value already. */
  private issue(key: string, token: string, value: string): boolean {
    if (this.values.has(token)) return false;
    this.values.set(token, value);
    this.issued.set(key, token);
    this.tokens.add(token, value);
    this.needsEscaping ||= !token.startsWith('[') || /["\\\p{Cc}\p{Cs}]/u.test(value);
    return true;
  }

  private mac(key: string, turn: number): Buffer {
    this.conversation ??= this.keys.conversation();
    return createHmac('sha256', this.conversation).update(`${turn} ${key}`).digest();
  }
}

function labelOf(entity: string): string {
  return entity.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
}
