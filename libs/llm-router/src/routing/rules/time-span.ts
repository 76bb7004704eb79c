import type { TimeOfDay } from '../../contracts/routing-rule.js';
import { DAYS, type WallTime } from './wall-clock.js';

const HH_MM = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** Minutes since midnight; undefined where the text is no `HH:MM`. */
export function minuteOf(text: string): number | undefined {
  const [, hours, minutes] = HH_MM.exec(text) ?? [];
  return hours === undefined ? undefined : Number(hours) * 60 + Number(minutes);
}

/**
 * Whether a time is in the span. One that ends before it begins goes over midnight, and belongs to the day on which it
 * began; one that ends when it begins lasts for a whole day.
 */
export function timeSpan({ from, to, days }: TimeOfDay): (time: WallTime) => boolean {
  const start = minuteOf(from) ?? 0;
  const end = minuteOf(to) ?? 0;
  const onDay = DAYS.map((day) => days === undefined || days.includes(day));
  const startsOn = (day: number): boolean => onDay[(day + 7) % 7] === true;
  if (start < end) return ({ day, minute }) => minute >= start && minute < end && startsOn(day);
  return ({ day, minute }) =>
    (minute >= start && startsOn(day)) || (minute < end && startsOn(day - 1));
}
