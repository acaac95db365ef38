import type { CheckedContext } from './feature.js';
import type { DebugReport, Health } from './requests.js';

/** A command of the server: what a code action does that no edit can do. */
export interface ServerCommand<Argument = unknown, Result = unknown> {
  /** Its name, as `workspace/executeCommand` gives it. */
  readonly command: string;
  /** Whether what a client sent is an argument of this command. */
  accepts(argument: unknown): argument is Argument;
  /** The file that the argument is about; `undefined` for a command about no file. */
  uriOf(argument: Argument): string | undefined;
  /**
   * Answers. `context` is absent where the command is about no file, or about one that nobody knows; `server` is there for
   * all.
   */
  handle(context: CheckedContext | undefined, argument: Argument, server: ServerFacts): Result;
}

/** What a command may know of the server itself. */
export interface ServerFacts extends Pick<CheckedContext, 'documentationOf'> {
  health(): Health;
  report(): Promise<DebugReport>;
}

export function defineCommand<Argument, Result>(
  command: ServerCommand<Argument, Result>,
): ServerCommand<Argument, Result> {
  return command;
}
