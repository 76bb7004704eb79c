import { ConsoleLogger, type LogLevel } from '@nestjs/common';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'] as const;

/** What happens on every call is logged at `debug` and below, if at all. */
export const DEFAULT_LOG_LEVEL: LogLevel = 'warn';

/** What goes wrong before the gateway listens is told once, in words, by whoever started it. */
class StartLogger extends ConsoleLogger {
  override error(): void {}
  override fatal(): void {}
}

export function startLogger(level: LogLevel): ConsoleLogger {
  return new StartLogger({ logLevels: [level] });
}

export function gatewayLogger(level: LogLevel): ConsoleLogger {
  return new ConsoleLogger({ logLevels: [level] });
}
