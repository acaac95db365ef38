import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { ServerCommand } from '../features/command.js';
import type { CheckingFeature, Feature } from '../features/feature.js';
import type { SourceFile } from '../text/source-file.js';
import { factsOf } from './server-facts.js';
import type { Session } from './session.js';
import { inSpellingOf } from './spelling.js';
import { turn } from './timing.js';

/**
 * Answers one request about a file: finds the file's view, guards against failures, which are logged and answered
 * neutrally, and tells how long it took. Features do none of this themselves.
 */
export async function answer<Params extends { textDocument: { uri: string } }, Result>(
  session: Session,
  feature: Feature<Params, Result> | CheckingFeature<Params, Result>,
  params: Params,
  token: CancellationToken,
): Promise<Result> {
  return guarded(session, feature.request.method, feature.neutral, async () => {
    const { uri } = params.textDocument;
    // Its positions are in the text as it is now.
    const asked = session.positions.decode(params, uri);
    if (feature.looksAt === 'findings') {
      const context = await unlessCancelled(token, () => session.checkedContextOf(uri));
      return context ? told(session, await feature.handle(context, asked), uri, context.view.file) : feature.neutral;
    }
    const context = await unlessCancelled(token, () => session.contextOf(uri, feature.looksAt === 'draft'));
    return context ? told(session, await feature.handle(context, asked), uri, context.view.file) : feature.neutral;
  });
}

/** Carries out a command; a wrong argument and a failure give `null`. */
export async function execute<Argument, Result>(
  session: Session,
  command: ServerCommand<Argument, Result>,
  argument: unknown,
): Promise<Result | null> {
  return guarded<Result | null>(session, command.command, null, async () => {
    if (!command.accepts(argument)) {
      throw refusal(LSPErrorCodes.RequestFailed, `Wrong argument of ${command.command}`);
    }
    const uri = command.uriOf(argument);
    const asked = session.positions.decode(argument, uri ?? '');
    const context = uri === undefined ? undefined : await session.checkedContextOf(uri);
    return told(session, await command.handle(context, asked, factsOf(session)), uri ?? '', context?.view.file);
  });
}

/** What is said of a document, in the client's words: with its positions, and its name for the document. */
export function told<Value>({ positions }: Session, value: Value, uri: string, file?: SourceFile): Value {
  return inSpellingOf(positions.encode(value, uri, file), uri);
}

/** Does for a request what may take long: nothing if the client has cancelled it, and in vain if it does so meanwhile. */
export async function unlessCancelled<Result>(token: CancellationToken, run: () => Promise<Result>): Promise<Result> {
  const stopIfCancelled = () => {
    if (token.isCancellationRequested) throw refusal(LSPErrorCodes.RequestCancelled, 'Cancelled');
  };
  // The cancellation may be among the messages that have come with the request.
  await turn();
  stopIfCancelled();
  const result = await run();
  stopIfCancelled();
  return result;
}

/** The server's answer that it does not answer. */
function refusal(code: number, message: string): ResponseError<void> {
  const error = new ResponseError<void>(code, message);
  refusals.add(error);
  return error;
}

/** What a client says in place of an answer is a `ResponseError`, too, and its class lets no other extend it. */
const refusals = new WeakSet<object>();

/**
 * Runs what answers a request, or what nobody waits for; a failure, such as a client's refusal of what it is asked for, is
 * logged with its place and gives `neutral`, and the server goes on. Only a {@link refusal} is passed on.
 */
export async function guarded<Result>(
  { connection, timings, failures, answered }: Session,
  name: string,
  neutral: Result,
  run: () => Promise<Result>,
): Promise<Result> {
  const start = performance.now();
  try {
    return await run();
  } catch (error) {
    if (error instanceof ResponseError && refusals.has(error)) throw error;
    failures.record(name, error);
    connection.console.error(`${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
    return neutral;
  } finally {
    const milliseconds = performance.now() - start;
    timings.record(name, milliseconds);
    answered();
    // A line for each would be another message for each; the health command knows them all.
    if (milliseconds > SLOW) connection.console.debug(`${name} took ${milliseconds.toFixed(0)} ms`);
  }
}

/** From so many milliseconds on an answer is slow enough for the log: a person notices it. */
const SLOW = 100;

// It exists in Node and in workers, but not in the ES library that the core is compiled against.
declare const performance: { now(): number };
