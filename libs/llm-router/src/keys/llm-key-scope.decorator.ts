import 'reflect-metadata';
import { SetMetadata } from '@nestjs/common';

const RIGHTS = 'nestjs-llm-router:key-rights';

/**
 * The rights that a key needs for a controller or a method, all of them: `@LlmKeyScope('ledger:read')`. Those of a method
 * stand in the place of its controller's. A right is `<area>:<action>`, with any words: your own are fine.
 */
export const LlmKeyScope = (...rights: readonly string[]): MethodDecorator & ClassDecorator =>
  SetMetadata(RIGHTS, rights);

/** What `LlmKeyScope` says of a method; undefined where it says nothing. */
export function rightsFor(method: object, controller: object): readonly string[] | undefined {
  const own: unknown = Reflect.getMetadata(RIGHTS, method);
  return (own ?? Reflect.getMetadata(RIGHTS, controller)) as readonly string[] | undefined;
}
