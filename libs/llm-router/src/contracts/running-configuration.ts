/** What this process's calls run under. The abstract class is the injection token too. */
export abstract class RunningConfiguration {
  /** A hash of it, in hexadecimal; to be asked for once all plugins exist. */
  abstract get hash(): string;
}
