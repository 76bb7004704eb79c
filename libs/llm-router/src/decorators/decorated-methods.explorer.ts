import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import type { InstanceWrapper } from '@nestjs/core/injector/instance-wrapper.js';
import type { Directives } from '../contracts/directives.js';
import { DirectiveCheck } from '../pipeline/directive-check.js';
import { CallRouter } from '../pipeline/call-router.js';
import { directivesOfMethod } from './directive-metadata.js';
import { underDirectives } from './under-directives.js';

type Method = (...args: unknown[]) => unknown;
type Type = abstract new (...args: never[]) => object;

/**
 * Finds the decorated methods of injectables, once at boot, and puts their directives around them. Controllers have the
 * interceptor for that. What the directives name is checked here, so that a wrong name stops the boot.
 */
@Injectable()
export class DecoratedMethodsExplorer implements OnModuleInit {
  constructor(
    private readonly modules: ModulesContainer,
    private readonly router: CallRouter,
    private readonly directiveCheck: DirectiveCheck,
  ) {}

  onModuleInit(): void {
    for (const module of this.modules.values()) {
      for (const controller of module.controllers.values()) this.check(controller);
      for (const provider of module.providers.values()) {
        if (!provider.isAlias) this.wrap(provider);
      }
    }
  }

  private check({ metatype }: InstanceWrapper): void {
    if (typeof metatype !== 'function') return;
    for (const { place, directives } of decorated(metatype as Type)) {
      this.directiveCheck.check(directives, place);
    }
  }

  private wrap(wrapper: InstanceWrapper): void {
    const instance = wrapper.instance as object | undefined | null;
    const type = wrapper.metatype?.prototype ? wrapper.metatype : instance?.constructor;
    if (typeof type !== 'function') return;
    const methods = decorated(type as Type);
    if (methods.length === 0) return;
    for (const { place, directives } of methods) this.directiveCheck.check(directives, place);
    if (wrapper.isDependencyTreeStatic() && !wrapper.isTransient) {
      this.replace(instance as object, methods);
    } else wrapper.metatype = this.subclass(type as new () => object, methods);
  }

  /** Request-scoped and transient classes are made later, by Nest: it gets a subclass to make them from. */
  private subclass(type: new (...args: never[]) => object, methods: DecoratedMethod[]) {
    const wrapped = class extends type {};
    Object.defineProperty(wrapped, 'name', { value: type.name });
    this.replace(wrapped.prototype, methods);
    return wrapped;
  }

  private replace(target: object, methods: DecoratedMethod[]): void {
    const { router } = this;
    for (const { name, method, directives } of methods) {
      const wrapped = function (this: unknown, ...args: unknown[]): unknown {
        return underDirectives({ directives }, () => method.apply(this, args), router);
      };
      Object.defineProperty(target, name, {
        value: wrapped,
        configurable: true,
        writable: true,
      });
    }
  }
}

interface DecoratedMethod {
  /** `Class.method`, for messages. */
  readonly place: string;
  readonly name: string;
  readonly method: Method;
  readonly directives: Directives;
}

function decorated(type: Type): DecoratedMethod[] {
  const found = new Map<string, DecoratedMethod>();
  for (
    let prototype: object | null = type.prototype as object | null;
    prototype !== null && prototype !== Object.prototype;
    prototype = Object.getPrototypeOf(prototype) as object | null
  ) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      if (name === 'constructor' || typeof value !== 'function' || found.has(name)) continue;
      const directives = directivesOfMethod(value as Method, type);
      if (directives === undefined) continue;
      found.set(name, { place: `${type.name}.${name}`, name, method: value as Method, directives });
    }
  }
  return [...found.values()];
}
