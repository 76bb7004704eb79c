import { Injectable } from '@nestjs/common';
import type { Exchange } from '../contracts/exchange.js';
import { CompliancePolicy } from './compliance-policy.js';

/** COMPLY: what a call is, and what holds for it, is known before any kept reply is looked up. */
@Injectable()
export class ComplyStage {
  constructor(private readonly policy: CompliancePolicy) {}

  /** Throws an `InvalidRequestError` for a class or purpose that does not exist. */
  classify(exchange: Exchange): Exchange {
    const { compliance } = this.policy.ruling(exchange, exchange.directives.route);
    if (compliance === undefined) return exchange;
    exchange.journal.classified(compliance);
    return Object.freeze({ ...exchange, compliance });
  }
}
