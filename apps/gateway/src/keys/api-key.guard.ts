import { type ExecutionContext, Injectable } from '@nestjs/common';
import { LlmKeyGuard } from 'nestjs-llm-router';
import { isOpenToAll } from './open-to-all.decorator.js';

/** Where there are keys, lets their holders in only. Until the first one exists, everybody. */
@Injectable()
export class ApiKeyGuard extends LlmKeyGuard {
  override canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    if (isOpenToAll(context.getClass())) return true;
    const any = this.keys.any();
    if (any instanceof Promise) return any.then((it) => !it || super.canActivate(context));
    return !any || super.canActivate(context);
  }
}
