import type { ServerCommand } from './command.js';
import { diagnostics } from './diagnostics.js';
import type { Feature } from './feature.js';

/** Every request that the server answers about a file. */
// biome-ignore lint/suspicious/noExplicitAny: each feature has parameters and a result of its own.
export const features: readonly Feature<any, any>[] = [diagnostics];

/** Every command that the server carries out. */
// biome-ignore lint/suspicious/noExplicitAny: each command has an argument and a result of its own.
export const commands: readonly ServerCommand<any, any>[] = [];
