/** A request as it reached a provider. */
export interface Sending {
  /** Index of the arrival. */
  readonly request: number;
  /** Index of the provider. */
  readonly provider: number;
  /** Milliseconds after the beginning. */
  readonly at: number;
  /** 0 for the first that the call sent anywhere. */
  readonly attempt: number;
  /** How many the same call had sent to the same provider before. */
  readonly again: number;
  /** `cancelled`: the router gave it up. Undefined while it is under way. */
  ended?: 'answered' | 'failed' | 'cancelled';
}

/** Everything that the providers were sent: what the router did, as seen from outside. */
export class SendingLog {
  readonly sendings: Sending[] = [];
  private readonly byRequest = new Map<number, Sending[]>();

  started(request: number, provider: number, at: number): Sending {
    const earlier = this.byRequest.get(request) ?? [];
    const again = earlier.filter((it) => it.provider === provider).length;
    const sending: Sending = { request, provider, at, attempt: earlier.length, again };
    earlier.push(sending);
    this.byRequest.set(request, earlier);
    this.sendings.push(sending);
    return sending;
  }
}
