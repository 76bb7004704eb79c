import { Injectable } from '@nestjs/common';
import { COMPLIANCE_FILTER } from '../contracts/call-compliance.js';
import type { CallJournal } from '../contracts/call-journal.js';
import type { CandidateFilter } from '../contracts/candidate-filter.js';
import type { Candidate } from '../contracts/candidate.js';
import type { RouteDirective } from '../contracts/directives.js';
import { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import { NoCompliantProviderError } from '../contracts/errors/routing-errors.js';
import type { Rejection } from '../contracts/rejection.js';
import type { RoutingContext } from '../contracts/routing-context.js';
import { LlmFilter } from '../plugin/plugin-markers.js';
import { CompliancePolicy } from './compliance-policy.js';
import type { Ruling } from './ruling.js';

/** Leaves out who may not be sent the call, by policies and by the call's own limits, on every rung. Id: `compliance`. */
@LlmFilter()
@Injectable()
export class ComplianceFilter implements CandidateFilter {
  readonly id = COMPLIANCE_FILTER;
  /** A call is planned under one directive; under another one once more where a budget sends it elsewhere. */
  private readonly rulings = new WeakMap<
    CallJournal,
    { readonly route: RouteDirective; readonly ruling: Ruling }
  >();

  constructor(private readonly policy: CompliancePolicy) {}

  /** A rule may have labelled the call since it was first looked at. */
  refuse(context: RoutingContext): LlmRouterError | undefined {
    try {
      const { compliance } = this.rulingOf(context);
      if (compliance !== undefined) context.journal.classified(compliance);
      return undefined;
    } catch (error) {
      return LlmRouterError.from(error);
    }
  }

  reject(candidate: Candidate, context: RoutingContext): string | undefined {
    return this.rulingOf(context).reject(candidate);
  }

  noneLeft(rejections: readonly Rejection[], context: RoutingContext): LlmRouterError {
    const { sensitivity } = this.rulingOf(context).compliance ?? {};
    const data = sensitivity === undefined ? '' : `, whose data is ${sensitivity}`;
    return new NoCompliantProviderError(
      `No candidate for ${JSON.stringify(context.model)} may be sent this call${data}.`,
      rejections,
    );
  }

  private rulingOf(context: RoutingContext): Ruling {
    const { journal, route } = context;
    const known = this.rulings.get(journal);
    if (known?.route === route) return known.ruling;
    const ruling = this.policy.ruling(context, route);
    this.rulings.set(journal, { route, ruling });
    return ruling;
  }
}
