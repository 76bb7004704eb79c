import fc from 'fast-check';
import { Clock } from '../../contracts/clock.js';
import type { TimeOfDay } from '../../contracts/routing-rule.js';
import { minuteOf, timeSpan } from './time-span.js';
import { DAYS, WallClock } from './wall-clock.js';

class SetClock extends Clock {
  time = 0;
  now(): number {
    return this.time;
  }
  monotonic(): number {
    return this.time;
  }
}

const at = (day: (typeof DAYS)[number], time: string) => ({
  day: DAYS.indexOf(day),
  minute: minuteOf(time)!,
});

describe('a span of time', () => {
  const office: TimeOfDay = { from: '09:00', to: '17:30', days: ['mon', 'fri'] };
  const night: TimeOfDay = { from: '22:00', to: '06:00', days: ['fri'] };

  it.each([
    [office, 'mon', '09:00', true],
    [office, 'mon', '08:59', false],
    [office, 'mon', '17:29', true],
    [office, 'mon', '17:30', false],
    [office, 'tue', '12:00', false],
    [night, 'fri', '22:00', true],
    [night, 'sat', '05:59', true],
    [night, 'sat', '06:00', false],
    [night, 'fri', '05:00', false],
    [night, 'sat', '23:00', false],
    [{ ...night, days: ['sat'] as const }, 'sun', '00:00', true],
    [{ ...night, days: undefined }, 'wed', '03:00', true],
    [{ from: '00:00', to: '00:00', days: ['sun'] as const }, 'sun', '23:59', true],
    [{ from: '00:00', to: '00:00', days: ['sun'] as const }, 'mon', '00:00', false],
    [{ from: '08:00', to: '08:00', days: ['sun'] as const }, 'mon', '07:59', true],
  ] as const)('%j on %s at %s: %s', (span, day, time, expected) => {
    expect(timeSpan(span)(at(day, time))).toBe(expected);
  });

  it('and the one from its end to its beginning are the whole day between them', () => {
    const minute = fc.integer({ min: 0, max: 1_439 });
    const text = (it: number) =>
      `${String(Math.floor(it / 60)).padStart(2, '0')}:${String(it % 60).padStart(2, '0')}`;
    fc.assert(
      fc.property(minute, minute, minute, fc.nat(6), (from, to, now, day) => {
        fc.pre(from !== to);
        const here = timeSpan({ from: text(from), to: text(to) })({ day, minute: now });
        const there = timeSpan({ from: text(to), to: text(from) })({ day, minute: now });
        expect(here).toBe(!there);
      }),
    );
  });
});

describe('the clock on the wall', () => {
  it.each([
    ['UTC', '2026-11-22T23:30:00Z', 'sun', '23:30'],
    ['Europe/Berlin', '2026-11-22T23:30:00Z', 'mon', '00:30'],
    ['Europe/Berlin', '2026-07-05T22:00:00Z', 'mon', '00:00'],
    ['Asia/Kathmandu', '2026-11-22T18:15:00Z', 'mon', '00:00'],
    ['America/St_Johns', '2026-11-22T03:29:59Z', 'sat', '23:59'],
  ] as const)('in %s at %s shows %s %s', (zone, time, day, shown) => {
    const clock = new SetClock();
    clock.time = Date.parse(time);
    expect(new WallClock(clock, zone).read()).toEqual(at(day, shown));
  });

  it('is read by a formatter once a minute, and again when time steps back', () => {
    const clock = new SetClock();
    const wall = new WallClock(clock, 'UTC');
    const formatted = jest.spyOn(Intl.DateTimeFormat.prototype, 'formatToParts');
    for (clock.time = 0; clock.time < 60_000; clock.time += 1_000) wall.read();
    expect(formatted).toHaveBeenCalledTimes(1);
    clock.time = 60_000;
    expect(wall.read().minute).toBe(1);
    clock.time = 0;
    expect(wall.read().minute).toBe(0);
    expect(formatted).toHaveBeenCalledTimes(3);
    formatted.mockRestore();
  });

  it('refuses a time zone that does not exist', () => {
    expect(() => new WallClock(new SetClock(), 'Mars/Olympus')).toThrow(RangeError);
  });
});
