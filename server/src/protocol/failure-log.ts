/** The last failures of the server, in a form that may be shown to strangers. */
export interface FailureLog {
  record(request: string, error: unknown): void;
  readonly recent: readonly Failure[];
}

export interface Failure {
  readonly request: string;
  /** The kind of the error, and its message where it cannot quote a file. */
  readonly what: string;
  /** Where it happened: functions and places in the server's own code, without the folders that hold it. */
  readonly stack: readonly string[];
}

export function createFailureLog(): FailureLog {
  const recent: Failure[] = [];
  return {
    recent,
    record(request, error) {
      recent.push({ request, ...describe(error) });
      if (recent.length > MAX_FAILURES) recent.shift();
    },
  };
}

const MAX_FAILURES = 20;
const MAX_FRAMES = 8;

function describe(error: unknown): Omit<Failure, 'request'> {
  if (!(error instanceof Error)) return { what: typeof error, stack: [] };
  // The engine's own messages name what the code names; any other may quote what it was given.
  const isOfEngine = error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s*at /.test(line));
  return {
    what: isOfEngine ? `${error.name}: ${withoutFolders(error.message).slice(0, 200)}` : error.name,
    stack: frames.slice(0, MAX_FRAMES).map((line) => withoutFolders(line.trim())),
  };
}

/** Of each path or address only the last name. */
function withoutFolders(text: string): string {
  return text.replace(/(?:[a-z][a-z0-9+.-]*:\/\/\/?|[A-Z]:)?(?:[^\s()'"`/\\]*[/\\])+/gi, '');
}
