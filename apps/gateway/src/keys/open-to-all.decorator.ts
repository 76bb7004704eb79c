import { SetMetadata } from '@nestjs/common';

const OPEN_TO_ALL = Symbol('open-to-all');

/** Marks a controller that answers without a key. */
export const OpenToAll = () => SetMetadata(OPEN_TO_ALL, true);

export function isOpenToAll(controller: object): boolean {
  return Reflect.getMetadata(OPEN_TO_ALL, controller) === true;
}
