import type { IncomingHttpHeaders } from 'node:http';
import type { AnswerBody } from './answer-body.js';

/** An HTTP answer whose body is still under way. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: AnswerBody;
  /** Alias of the key that the request went out with. */
  readonly credential?: string;
}

/** The first value of a header. */
export function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** The alias of the key, as a field of whatever tells of the answer. */
export function credentialOf({ credential }: HttpAnswer): { readonly credential?: string } {
  return credential === undefined ? {} : { credential };
}
