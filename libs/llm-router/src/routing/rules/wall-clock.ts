import type { Clock } from '../../contracts/clock.js';

/** What a clock on the wall shows. */
export interface WallTime {
  /** 0: Sunday. */
  readonly day: number;
  /** Of the day: 0 to 1,439. */
  readonly minute: number;
}

export const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** The time in one time zone. `Intl` is asked once a minute at most: it is slow beside everything else that is done here. */
export class WallClock {
  private readonly format: Intl.DateTimeFormat;
  private readAt = NaN;
  private time: WallTime = { day: 0, minute: 0 };

  /** Throws a `RangeError` for a time zone that does not exist. */
  constructor(
    private readonly clock: Clock,
    timeZone: string,
  ) {
    this.format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  }

  read(): WallTime {
    const now = this.clock.now();
    const minute = Math.floor(now / 60_000);
    if (minute !== this.readAt) {
      this.time = this.timeAt(now);
      this.readAt = minute;
    }
    return this.time;
  }

  private timeAt(now: number): WallTime {
    const parts = this.format.formatToParts(now);
    const part = (type: Intl.DateTimeFormatPartTypes) =>
      parts.find((it) => it.type === type)?.value ?? '';
    return {
      day: DAYS.findIndex((it) => it === part('weekday').toLowerCase()),
      minute: Number(part('hour')) * 60 + Number(part('minute')),
    };
  }
}
