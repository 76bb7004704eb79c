import type { FindingTally } from './finding-tally.js';
import type { Found } from './found.js';
import type { Vault } from './vault.js';

const MASK = '****';

/** The text with every finding replaced as its action says; what blocks stays, since nothing may be made of it. */
export function replaceFound(
  text: string,
  findings: readonly Found[],
  vault: Vault,
  tally: FindingTally,
): string {
  let result = '';
  let position = 0;
  for (const found of findings) {
    tally.add(found);
    if (found.action === 'flag' || found.action === 'block') continue;
    result += text.slice(position, found.start);
    result += replacement(found, text.slice(found.start, found.end), vault);
    position = found.end;
  }
  return result + text.slice(position);
}

function replacement({ action, entity }: Found, value: string, vault: Vault): string {
  switch (action) {
    case 'pseudonymise':
      return vault.placeholderFor(entity, value);
    case 'synthesise':
      return vault.madeUpFor(entity, value);
    case 'hash':
      return vault.hashOf(entity, value);
    case 'remove':
      return '';
    default:
      return MASK;
  }
}
