import type { IpcMap } from '../platforms/qualcomm/ipc-map.js';

/*
 * What server and client say to each other beyond the Language Server Protocol. `client/` imports this file and nothing
 * else of the server. Every URI is a string as the protocol writes it.
 */

/** Passed in `initializationOptions`; every member may be missing. */
export interface InitializationOptions {
  /** The folder of the pages about the codes of findings, one `CODE.md` each; without it the server takes its own. */
  readonly documentation?: string;
  /** The WebAssembly modules, in base64, for a server in a worker, which has no files of its own. */
  readonly modules?: { readonly runtime: string; readonly grammar: string };
  /** Whether the client shows what a command of ours returns ({@link Explanation}); else the server shows a message. */
  readonly showsExplanations?: boolean;
  /** The client's command that asks for completion again: an item whose text is not the end of the story names it. */
  readonly suggestCommand?: string;
  /** Whether the client answers {@link READ_FILES} and {@link LIST_FOLDER}; a server with a disk asks for what is not on it. */
  readonly servesFiles?: boolean;
  /** What the client has under `dts-analyzer`, for a client that cannot be asked for its settings. */
  readonly settings?: unknown;
  /** `false` while the person does not trust what is open; then project files may name no folders elsewhere. */
  readonly isTrusted?: boolean;
}

/** Client to server: through which board a file is shown. Params {@link FileParams}, result {@link BoardStatus}. */
export const STATUS = 'dts-analyzer/status';
/** Server to client, a notification without params: what {@link STATUS} answers may have changed. */
export const STATUS_CHANGED = 'dts-analyzer/statusChanged';
/** Client to server: the boards through which a file can be shown. Params {@link FileParams}, result {@link BoardList}. */
export const BOARDS = 'dts-analyzer/boards';
/** Client to server: shows a file through a board from now on. Params {@link ShowThroughParams}, result `null`. */
export const SHOW_THROUGH = 'dts-analyzer/showThrough';
/**
 * Client to server: has a file checked on every board and composite that it is a part of, until {@link SHOW_THROUGH} is asked for it. Params
 * {@link FileParams}, result `null` at once: {@link STATUS_CHANGED} and new diagnostics tell that something is known.
 */
export const CHECK_ALL_BOARDS = 'dts-analyzer/checkAllBoards';
/** Server to client, for a server without a disk. Params {@link ReadFilesParams}, result {@link FileContent}`[]`, in their order. */
export const READ_FILES = 'dts-analyzer/readFiles';
/** Server to client, for a server without a disk. Params {@link FolderParams}, result {@link FolderContent}` | null`. */
export const LIST_FOLDER = 'dts-analyzer/listFolder';

/** Client to server: how the server is. No params, result {@link Health}. */
export const HEALTH = 'dts-analyzer/health';

/**
 * Client to server: how the processors of the board talk to each other through which a file is shown. Params
 * {@link IpcMapParams}, result {@link IpcMapAnswer}` | null`, `null` where no board reaches the file.
 */
export const IPC_MAP = 'dts-analyzer/ipcMap';

export interface FileParams {
  readonly textDocument: { readonly uri: string };
}

export interface BoardStatus {
  /**
   * `root`: the file is a board or overlay itself. `through`: it is included, and shown through `board`. `searching`: the
   * boards of the tree are still being searched. `unreached`: no board reaches it, only its syntax is checked. `unknown`:
   * the server does not know the file.
   */
  readonly state: 'root' | 'through' | 'searching' | 'unreached' | 'unknown';
  readonly board?: Board;
  /** On how many boards and composites the file is, as far as is known. */
  readonly boards: number;
  /** On how many boards the file has been checked as it is; absent where it has not been. */
  readonly checked?: number;
  /** Whether the file is to be checked on all boards. */
  readonly seesAll?: boolean;
  /** The layout of the source tree. */
  readonly layout?: string;
}

export interface Board {
  readonly uri: string;
  /** The file's name without `.dts`. */
  readonly name: string;
  /** The path below the root of the source tree, or its URI where it is of another tree. */
  readonly path: string;
}

/** A board to choose from. */
export interface ListedBoard extends Board {
  /** The SoC's compatible, or the name of its source. */
  readonly soc?: string;
  /** Whether a Makefile lists the board. */
  readonly isBuilt: boolean;
  /** The blobs that a Makefile has made of the board with overlays. */
  readonly composites: readonly string[];
}

export interface BoardList {
  readonly boards: readonly ListedBoard[];
  /** On how many {@link CHECK_ALL_BOARDS} has the file checked: boards, and composites that are made of them. */
  readonly all: number;
  /** The URI of the one that is in use. */
  readonly shown?: string;
}

export interface ShowThroughParams extends FileParams {
  readonly board: string;
}

export interface IpcMapParams extends FileParams {
  /** How {@link IpcMapAnswer.text} is written; `text` where absent. */
  readonly format?: 'text' | 'json' | 'mermaid';
}

export interface IpcMapAnswer {
  /** The data itself, which docs/ipc-map.md documents. */
  readonly map: IpcMap;
  /** The same in the format that was asked for. */
  readonly text: string;
}

export interface ReadFilesParams {
  readonly uris: readonly string[];
}

/** The bytes of a file in base64; its size alone where it is larger than a source may be; `null` where there is none. */
export type FileContent = { readonly base64: string } | { readonly tooLarge: number } | null;

export interface FolderParams {
  readonly uri: string;
}

/** For a link: the kind of what it points to. */
export type FolderContent = readonly { readonly name: string; readonly kind: 'file' | 'folder' }[];

/** Result of {@link WHY_COMMAND}. */
export interface Explanation {
  readonly title: string;
  readonly markdown: string;
}

/** A command of the server, argument {@link WhyArgument}: why a processor is flagged, or why not. Result {@link Explanation}. */
export const WHY_COMMAND = 'dts-analyzer.why';

export interface WhyArgument {
  readonly uri: string;
  /** The full path name of the processor's node. */
  readonly node: string;
}

/** A command of the server, its argument a code of findings: opens the page about it. Result: the page's URI. */
export const OPEN_DOCUMENTATION_COMMAND = 'dts-analyzer.openDocumentation';

/** A command of the server without an argument: {@link Health} as a page. Result {@link Explanation}. */
export const SHOW_HEALTH_COMMAND = 'dts-analyzer.showHealth';

/** A command of the server without an argument: what a report of a bug needs to have. Result {@link Explanation}. */
export const COLLECT_DEBUG_INFORMATION_COMMAND = 'dts-analyzer.collectDebugInformation';

/** Paths are from the folder of the workspace; of what is outside of it, nothing but the name is told. */
export interface Health {
  readonly requests: readonly RequestTiming[];
  /** Bytes by what they are for, as far as the host knows. */
  readonly memory: Readonly<Record<string, number>>;
  /** The boards and overlays that are kept evaluated. */
  readonly boards: readonly string[];
  /** How many entries each cache has, by what is in it. */
  readonly caches: Readonly<Record<string, number>>;
}

/** How long requests of one kind took, in milliseconds. */
export interface RequestTiming {
  readonly name: string;
  /** How many there were since the start. */
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

/** Everything about a server that helps to understand a bug, and nothing of what files hold. */
export interface DebugReport {
  readonly version: string;
  readonly client: string;
  /** The layout of each source tree with an open file, and where it is. */
  readonly trees: readonly string[];
  readonly settings: object;
  readonly projects: readonly string[];
  readonly health: Health;
  readonly failures: readonly { readonly request: string; readonly what: string; readonly stack: readonly string[] }[];
}
