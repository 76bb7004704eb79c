import { Logger } from '@nestjs/common';
import type { LlmRouterOptions } from '../contracts/options.js';
import type { RouterEvent, TargetChanged } from '../contracts/router-event.js';
import { pluginKindOf } from '../plugin/plugin-markers.js';
import { CallLog } from './call-log.js';
import { aCall, aFailure, anAttempt } from './calls.fixture.js';

const change = (to: TargetChanged['to'], until?: number): TargetChanged => ({
  type: 'target-changed',
  target: 'openai/gpt',
  from: 'open',
  to,
  because: '5 failures in a row.',
  at: 1_000,
  ...(until === undefined ? {} : { until }),
});

describe('CallLog', () => {
  const lines: [level: 'log' | 'warn', line: string][] = [];

  beforeEach(() => {
    lines.length = 0;
    jest
      .spyOn(Logger.prototype, 'log')
      .mockImplementation((line: string) => void lines.push(['log', line]));
    jest
      .spyOn(Logger.prototype, 'warn')
      .mockImplementation((line: string) => void lines.push(['warn', line]));
  });
  afterEach(() => jest.restoreAllMocks());

  const levels = (log: LlmRouterOptions['log'], ...events: RouterEvent[]) => {
    const sink = new CallLog(log === undefined ? {} : { log });
    lines.length = 0;
    for (const event of events) sink.onEvent(event);
    return lines.map(([level]) => level);
  };

  it('is a sink', () => {
    expect(pluginKindOf(CallLog)).toBe('sink');
    expect(new CallLog({}).id).toBe('call-log');
  });

  it('tells by default of what is notable', () => {
    const twice = [aFailure(), anAttempt({ index: 1 })];
    expect(levels(undefined, aCall({ status: 'failed' }))).toEqual(['warn']);
    expect(levels(undefined, aCall({ status: 'interrupted' }))).toEqual(['warn']);
    expect(levels(undefined, aCall({ status: 'timed_out' }))).toEqual(['warn']);
    expect(levels(undefined, aCall({ attempts: twice }))).toEqual(['log']);
    expect(levels(undefined, aCall({ rung: 'smaller' }))).toEqual(['log']);
    expect(levels(undefined, aCall({ durationMs: 10_001 }))).toEqual(['log']);
  });

  it('tells by default of nothing else', () => {
    const left = { code: 'aborted', message: '' };
    expect(levels(undefined, aCall(), aCall({ status: 'aborted', failure: left }))).toEqual([]);
    expect(levels(undefined, { type: 'attempt-ended', callId: '1', attempt: anAttempt() })).toEqual(
      [],
    );
  });

  it('counts a call that a shutdown cut off as a failure', () => {
    const failure = { code: 'shutting_down', message: '' };
    expect(levels('notable', aCall({ status: 'aborted', failure }))).toEqual(['warn']);
  });

  it('tells of all calls where that is asked for, and of nothing where it is off', () => {
    expect(levels('all', aCall(), aCall({ status: 'aborted' }))).toEqual(['log', 'log']);
    expect(lines[0]?.[1]).toMatch(/^01J9 tier:cheap → openai\/gpt in 900 ms, first part/);
    expect(levels('off', aCall({ status: 'failed' }), change('ejected'))).toEqual([]);
  });

  it('tells of targets that come and go', () => {
    levels('notable', change('ejected', 2_200), change('probing'), change('held'), change('open'));
    expect(lines).toEqual([
      ['warn', 'openai/gpt is ejected for 1.2 s: 5 failures in a row.'],
      ['log', 'openai/gpt is back: 5 failures in a row.'],
    ]);
    expect(levels('all', change('held', 31_000), change('probing'))).toEqual(['log', 'log']);
    expect(lines).toEqual([
      ['log', 'openai/gpt is held for 30.0 s, as it asked for a pause: 5 failures in a row.'],
      ['log', 'openai/gpt is being probed: 5 failures in a row.'],
    ]);
  });

  it('refuses a level that does not exist', () => {
    expect(() => new CallLog({ log: 'loud' as never })).toThrow(
      'log: "loud" is not legal. Legal: all, notable, off.',
    );
  });
});
