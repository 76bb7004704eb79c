import type { Clock } from '../../contracts/clock.js';
import type { Exchange } from '../../contracts/exchange.js';
import type { Range, RuleCondition } from '../../contracts/routing-rule.js';
import { all, type Predicate } from './predicate.js';
import { shareWithin } from './stable-share.js';
import { textMatcher } from './text-pattern.js';
import { timeSpan } from './time-span.js';
import { WallClock } from './wall-clock.js';

type Name = keyof Required<RuleCondition>;
type Value<K extends Name> = NonNullable<RuleCondition[K]>;
type Compile<K extends Name> = (
  value: Value<K>,
  compiler: ConditionCompiler,
  rule: string,
) => Predicate;

/** What each condition means; in this order they are looked at. */
const CONDITIONS: { readonly [K in Name]: Compile<K> } = {
  streams:
    (wanted) =>
    ({ delivery }) =>
      (delivery === 'stream') === wanted,
  hasTools:
    (wanted) =>
    (_exchange, { hasTools }) =>
      hasTools === wanted,
  hasImages:
    (wanted) =>
    (_exchange, { hasImages }) =>
      hasImages === wanted,
  model: (patterns) => ofText(patterns, ({ model }) => model),
  tenant: (patterns) => ofText(patterns, ({ caller }) => caller.tenant),
  key: (patterns) => ofText(patterns, ({ caller }) => caller.keyId),
  user: (patterns) => ofText(patterns, userOf),
  door: (patterns) => ofText(patterns, ({ caller }) => caller.door),
  path: (patterns) => ofText(patterns, ({ origin }) => origin?.path),
  tags: (wanted) =>
    all(
      Object.entries(wanted).map(([name, patterns]) =>
        ofText(patterns, ({ tags }) => (Object.hasOwn(tags, name) ? tags[name] : undefined)),
      ),
    ),
  headers: (wanted) =>
    all(Object.entries(wanted).map(([name, patterns]) => ofHeader(name.toLowerCase(), patterns))),
  promptTokens: (range) => {
    const includes = inRange(range);
    return (_exchange, { tokens }) => includes(tokens);
  },
  time: (time, compiler) => {
    const wall = compiler.wallClock(time.timeZone ?? 'UTC');
    const includes = timeSpan(time);
    return () => includes(wall.read());
  },
  percentage: (percent, _compiler, rule) => {
    const place = shareWithin(rule);
    return (exchange) => place(userOf(exchange) ?? exchange.caller.keyId ?? exchange.id) < percent;
  },
  task: (patterns) => {
    const matches = textMatcher(patterns);
    return (_exchange, _prompt, task) => matches(task?.task);
  },
  language: (patterns) => {
    const matches = textMatcher(patterns);
    return (_exchange, _prompt, task) => matches(task?.language);
  },
  cheapSuffices: (range) => {
    const includes = inRange(range);
    return (_exchange, _prompt, task) => includes(task?.cheapSuffices);
  },
};

const NAMES = Object.keys(CONDITIONS) as readonly Name[];

/** Makes predicates of conditions that are known to be legal. */
export class ConditionCompiler {
  private readonly wallClocks = new Map<string, WallClock>();

  constructor(private readonly clock: Clock) {}

  /** `rule` is the name of the rule: a percentage of one rule is not that of another. */
  compile(when: RuleCondition, rule: string): Predicate {
    return all(NAMES.flatMap((name) => this.predicate(name, when, rule)));
  }

  wallClock(timeZone: string): WallClock {
    const wall = this.wallClocks.get(timeZone) ?? new WallClock(this.clock, timeZone);
    this.wallClocks.set(timeZone, wall);
    return wall;
  }

  private predicate<K extends Name>(name: K, when: RuleCondition, rule: string): Predicate[] {
    const value = when[name];
    if (value === undefined || value === null) return [];
    const compile: Compile<K> = CONDITIONS[name];
    return [compile(value, this, rule)];
  }
}

/** The end user, as the caller was found out to act for, or as the request says. */
function userOf({ caller, request, embedding }: Exchange): string | undefined {
  return caller.user ?? request.user ?? embedding?.user;
}

function ofText(
  patterns: string | readonly string[],
  read: (exchange: Exchange) => string | undefined,
): Predicate {
  const matches = textMatcher(patterns);
  return (exchange) => matches(read(exchange));
}

/** A header that was sent several times holds where one of its values does. */
function ofHeader(name: string, patterns: string | readonly string[]): Predicate {
  const matches = textMatcher(patterns);
  return ({ origin }) => {
    const value = origin?.headers?.[name];
    return typeof value === 'object' ? value.some(matches) : matches(value);
  };
}

function inRange({ min = -Infinity, max = Infinity }: Range): (value?: number) => boolean {
  return (value) => value !== undefined && value >= min && value <= max;
}
