#!/usr/bin/env node
import { createRequire } from 'node:module';

/*
 * The command. The server and the other commands are bundles of their own beside this one, so that none has to read what
 * another is made of. A bundle in CommonJS is required, not imported: to be imported, all of it would be searched for exports.
 */
if (process.argv[2] === '--stdio') createRequire(import.meta.url)('./server.cjs');
else await import(new URL('./commands.js', import.meta.url).href);
