import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { KeyHolder } from './key-ring.js';

/** Whose key came with a request. */
@Injectable()
export class KeyHolders {
  private readonly holders = new WeakMap<FastifyRequest, KeyHolder>();

  remember(request: FastifyRequest, holder: KeyHolder): void {
    this.holders.set(request, holder);
  }

  of(request: FastifyRequest): KeyHolder | undefined {
    return this.holders.get(request);
  }
}
