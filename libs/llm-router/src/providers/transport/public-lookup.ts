import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { isPrivateAddress } from './private-addresses.js';

type Done = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;

/** What a socket resolves a name with; the addresses it gives are the ones that the socket then connects to. */
export type Lookup = (hostname: string, options: LookupOptions, done: Done) => void;

export const PRIVATE_ADDRESS = 'ERR_PRIVATE_ADDRESS';

/**
 * Resolves names, and refuses those that lead to a private address. What was checked is what is connected to, since the
 * socket asks once: a name that changes its address in between (DNS rebinding) gains nothing.
 */
export function publicLookup(resolve: Lookup = systemLookup): Lookup {
  return (hostname, options, done) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return done(error, []);
      const addresses = found as LookupAddress[];
      const [first] = addresses;
      if (first === undefined || addresses.some((it) => isPrivateAddress(it.address))) {
        return done(Object.assign(new Error('private address'), { code: PRIVATE_ADDRESS }), []);
      }
      return options.all ? done(null, addresses) : done(null, first.address, first.family);
    });
  };
}

/** Whether a URL's host is this machine's by its name. */
export function isLocalName(hostname: string): boolean {
  return /(^|\.)localhost\.?$/i.test(hostname);
}
