import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { makePackage } from '../../scripts/package.js';
import { workbench } from '../../scripts/workbench.js';
import { type Case, exampleCases, hostCase, kernelCases, restrictedCases } from './workbench-cases.js';
import { openEditor } from './workbench-editor.js';
import { copyExamples, copyKernel } from './workbench-folders.js';
import { type ExtensionHost, installExtension, serve } from './workbench-server.js';

/*
 * The packed extension in a real VS Code workbench, on both of its extension hosts. What was seen is in
 * test/e2e/screenshots/.
 *
 *     npm run test:e2e
 *     npm run test:e2e -- --host web       on one host
 *     npm run test:e2e -- --readme         renews docs/images/editor.png too
 */

const root = fileURLToPath(new URL('../..', import.meta.url));
const screenshots = join(root, 'test/e2e/screenshots');
const outcome = { passed: 0, failed: 0 };

const installed = await workbench();
const temporary = await mkdtemp(join(tmpdir(), 'dts-analyzer-e2e-'));
const browser = await chromium.launch({ executablePath: installed.chromium, args: ['--no-sandbox'] });
try {
  await rm(screenshots, { recursive: true, force: true });
  await mkdir(screenshots, { recursive: true });
  await installExtension(installed, await makePackage(), temporary);
  const kernel = await copyKernel(join(temporary, 'linux'));
  if (!kernel) console.log('No kernel tree here: DTS_ANALYZER_KERNEL names one. Its cases are left out.');
  for (const host of chosenHosts()) await runHost(host, kernel);
  if (kernel && process.argv.includes('--readme')) {
    await mkdir(join(root, 'docs/images'), { recursive: true });
    await copyFile(join(screenshots, 'node-linux-3.png'), join(root, 'docs/images/editor.png'));
  }
} finally {
  await browser.close();
  await rm(temporary, { recursive: true, force: true });
}
console.log(`${outcome.passed} passed, ${outcome.failed} failed`);
process.exitCode = outcome.failed > 0 ? 1 : 0;

async function runHost(host: ExtensionHost, kernel: string | undefined): Promise<void> {
  const examples = await copyExamples(join(temporary, `examples-${host}`));
  await runServed(host, {}, async (pageOf) => {
    await runWindow(host, 'examples', pageOf(examples), examples, [...exampleCases, hostCase(host === 'web')]);
    if (kernel) await runWindow(host, 'linux', pageOf(kernel), kernel, kernelCases);
  });
  const untrusted = await copyExamples(join(temporary, `untrusted-${host}`));
  const restricted = { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' };
  await runServed(host, restricted, (pageOf) =>
    runWindow(host, 'restricted', pageOf(untrusted), untrusted, restrictedCases),
  );
}

async function runServed(
  host: ExtensionHost,
  settings: Readonly<Record<string, unknown>>,
  use: (pageOf: (folder: string) => string) => Promise<void>,
): Promise<void> {
  const served = await serve(installed, temporary, host, settings);
  try {
    await use(served.pageOf);
  } finally {
    await served.stop();
  }
}

async function runWindow(
  host: ExtensionHost,
  window: string,
  address: string,
  folder: string,
  cases: readonly Case[],
): Promise<void> {
  const editor = await openEditor(browser, address, join(screenshots, `${host}-${window}`));
  for (const [index, { title, run }] of cases.entries()) {
    const start = performance.now();
    const print = (verdict: string, more: string) => {
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      console.log(`${verdict} ${host}: ${title} (${seconds} s${more && `: ${more}`})`);
    };
    try {
      print('ok  ', await run(editor, folder));
      outcome.passed += 1;
    } catch (error) {
      print('FAIL', error instanceof Error ? error.message : String(error));
      console.log(`---- the page's text\n${await editor.visibleText()}\n----`);
      outcome.failed += 1;
    }
    await editor.screenshot(String(index + 1));
    await editor.calm();
  }
  await editor.close();
}

function chosenHosts(): readonly ExtensionHost[] {
  const chosen = process.argv[process.argv.indexOf('--host') + 1];
  return (['node', 'web'] as const).filter((host) => !process.argv.includes('--host') || host === chosen);
}
