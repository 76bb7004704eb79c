import 'reflect-metadata';
import type { Directives } from '../contracts/directives.js';
import { mergeDirectives } from '../pipeline/merge-directives.js';

/** Under `Symbol.for`, so that two copies of the package see each other's marks. */
const DIRECTIVES = Symbol.for('nestjs-llm-router.directives');

/** A decorator for methods and classes that adds directives to what stands there already. It sets metadata only. */
export function directiveDecorator(directives: Directives): ClassDecorator & MethodDecorator {
  return (target: object, property?: string | symbol, descriptor?: PropertyDescriptor) => {
    const marked = property === undefined ? target : (descriptor?.value as object);
    const standing = directivesOn(marked) ?? {};
    Reflect.defineMetadata(DIRECTIVES, mergeDirectives(directives, standing), marked);
  };
}

/** What the decorators on a method or a class say; undefined where there are none. */
export function directivesOn(marked: object): Directives | undefined {
  return Reflect.getMetadata(DIRECTIVES, marked) as Directives | undefined;
}

/** What holds while a method runs: its own decorators within those of its class. Undefined: not decorated. */
export function directivesOfMethod(method: object, type: object): Directives | undefined {
  const onMethod = directivesOn(method);
  const onClass = directivesOn(type);
  return onMethod && onClass ? mergeDirectives(onClass, onMethod) : (onMethod ?? onClass);
}
