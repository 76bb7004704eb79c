import { LlmRouterError } from 'nestjs-llm-router';
import { ConfigurationProblems } from '../config/configuration-problems.js';
import { DatabaseUnavailable } from '../database/open-database.js';

const LISTENING: Readonly<Record<string, string>> = {
  EADDRINUSE:
    'another process listens there. Set PORT to another one, or to 0 for any that is free.',
  EACCES: 'this user may not listen there. Set PORT to 1024 or more.',
  EADDRNOTAVAIL: 'this machine has no such address. Set HOST to 127.0.0.1 or 0.0.0.0.',
  ENOTFOUND: 'there is no such host. Set HOST to 127.0.0.1 or 0.0.0.0.',
};

/** Why the gateway did not start, for the person who started it; undefined for what only a stack trace explains. */
export function explainStartFailure(error: unknown): string | undefined {
  if (error instanceof ConfigurationProblems) return error.message;
  if (error instanceof DatabaseUnavailable) return `The gateway cannot start. ${error.message}`;
  if (LlmRouterError.isInstance(error) && error.code === 'configuration') {
    return `The gateway cannot start: a problem in its configuration.\n\n  ${error.message}`;
  }
  const { code, syscall, address, port } = error as NodeJS.ErrnoException & {
    address?: string;
    port?: number;
  };
  const reason = LISTENING[code ?? ''];
  if (reason === undefined || (syscall !== 'listen' && syscall !== 'getaddrinfo')) return undefined;
  const place = [address, port].filter((it) => it !== undefined).join(':');
  return `The gateway cannot listen${place && ` on ${place}`}: ${reason}`;
}
