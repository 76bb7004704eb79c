/**
 * The path or URL of this very file. It is asked of the stack, since the package is built both as an ES module, which has
 * no `__filename`, and as CommonJS, which has no `import.meta`. Undefined where the stack does not tell.
 */
export function ownPath(): string | undefined {
  const { stackTraceLimit } = Error;
  const prepareStackTrace: unknown = Reflect.get(Error, 'prepareStackTrace');
  try {
    Error.stackTraceLimit = 1;
    Error.prepareStackTrace = (_error, sites) => sites[0]?.getFileName();
    const path: unknown = new Error('never thrown').stack;
    return typeof path === 'string' ? path : undefined;
  } finally {
    Reflect.set(Error, 'prepareStackTrace', prepareStackTrace);
    Error.stackTraceLimit = stackTraceLimit;
  }
}
