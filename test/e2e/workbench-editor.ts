import type { Browser, Locator } from 'playwright-core';

/** One window of the workbench, driven by keyboard as a person does. */
export type Editor = Awaited<ReturnType<typeof openEditor>>;

/** Opens a page of the workbench. The names of classes are those of the version that `scripts/workbench.ts` pins. */
export async function openEditor(browser: Browser, address: string, screenshots: string) {
  const page = await browser.newPage({ viewport: { width: 1200, height: 760 } });
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.context().on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
  });
  let runsInPage = false;
  page.context().on('request', (request) => {
    runsInPage ||= /dts-analyzer[^/]*(\/|%2F)dist(\/|%2F)client-browser/.test(request.url());
  });
  page.setDefaultTimeout(15_000);
  await page.goto(address);
  await page.locator('.monaco-workbench .part.statusbar').waitFor();
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();

  const quickInput = async (keys: string, text: string) => {
    const input = page.locator('.quick-input-widget input').first();
    await page.keyboard.press(keys);
    await input.waitFor();
    await input.fill(text);
  };

  const screenshot = (name: string) => page.screenshot({ path: `${screenshots}-${name}.png` });

  return {
    page,

    async open(path: string) {
      await quickInput('Control+p', path);
      const name = path.replace(/^.*\//, '');
      await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().waitFor();
      await page.keyboard.press('Enter');
      await page.locator('.tab.active', { hasText: name }).waitFor();
      await page.locator('.editor-instance .view-line').first().waitFor();
    },

    /** Puts the cursor behind `steps` characters of a line, counted from one. */
    async goTo(line: number, steps = 0) {
      // A column of Go to Line counts a tab by its width: from the first one right is sure.
      await quickInput('Control+g', `:${line}:1`);
      await page.keyboard.press('Enter');
      await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
      for (let step = 0; step < steps; step += 1) await page.keyboard.press('ArrowRight');
    },

    async command(title: string) {
      await quickInput('F1', `>${title}`);
      await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().waitFor();
      await page.keyboard.press('Enter');
    },

    /** Filters the Problems panel, and waits until it counts so many in the one file that is left. */
    async problems(filter: string, count: number) {
      const panel = page.locator('.markers-panel');
      if (!(await panel.isVisible())) await page.keyboard.press('Control+Shift+m');
      await page.locator('.panel .monaco-inputbox input').first().fill(filter);
      // The list renders its visible rows only, and related places take most of them: the file's row has the number.
      await panel
        .locator('.monaco-count-badge', { hasText: new RegExp(`^${count}$`) })
        .first()
        .waitFor();
    },

    /** Waits for a squiggle in the visible part of the editor. */
    async squiggle() {
      await page.locator('.squiggly-error, .squiggly-warning, .squiggly-info, .squiggly-hint').first().waitFor();
    },

    /** Chooses an item of the open picker. */
    async pick(text: string) {
      const row = page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
      await row.waitFor();
      await row.click();
      await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    },

    /** What the hover at the cursor says. */
    async hover(): Promise<string> {
      const widget = page.locator('.monaco-resizable-hover').first();
      // A server that has just been started may not answer yet.
      await insist(widget, async () => {
        await page.keyboard.press('Control+k');
        await page.keyboard.press('Control+i');
      });
      // The first answer may be that others are still awaited.
      await page.locator('.monaco-resizable-hover', { hasNotText: 'Loading...' }).first().waitFor();
      // It fades in, and a screenshot should not show that.
      await page.waitForTimeout(400);
      return widget.innerText();
    },

    /** Every label that is suggested at the cursor: the list renders only the visible rows, so it is paged through. */
    async suggestions(): Promise<readonly string[]> {
      await page.keyboard.press('Control+Space');
      await page.locator('.suggest-widget.visible .monaco-list-row').first().waitFor();
      const seen = new Set<string>();
      for (let before = -1; before < seen.size; ) {
        before = seen.size;
        const labels = await page.locator('.suggest-widget.visible .monaco-list-row').allInnerTexts();
        for (const label of labels) seen.add(label.replace(/\s*\n\s*/g, ' | ').trim());
        await page.keyboard.press('PageDown');
      }
      return [...seen];
    },

    /** Takes the code action at the cursor whose title contains a text. */
    async codeAction(title: string) {
      const row = page.locator('.action-widget .monaco-list-row', { hasText: title }).first();
      // Findings that arrive just then close the menu.
      await insist(row, () => page.keyboard.press('Control+.'));
      await row.click();
      await row.waitFor({ state: 'hidden' });
    },

    /** Waits until the open file is another than on the disk. */
    async changed() {
      await page.locator('.tab.active.dirty').waitFor();
    },

    async save() {
      await page.keyboard.press('Control+s');
      await this.saved();
    },

    /** Waits until the open file is as on the disk. */
    async saved() {
      await page.locator('.tab.active:not(.dirty)').waitFor();
    },

    /** Waits for a rendered page that holds a text, and answers its first lines; follows the link of a text. */
    async explanation(text: string, link?: string): Promise<string> {
      const document = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame').locator('body');
      await document.getByText(text).first().waitFor();
      const lines = (await document.innerText()).split('\n').filter((line) => line.trim() !== '');
      await screenshot('explanation');
      if (link !== undefined) await document.getByRole('link', { name: link }).first().click();
      return lines.slice(0, 3).join(' / ');
    },

    screenshot,

    /** Whether the page loaded the extension's script for browsers. */
    runsInPage: () => runsInPage,

    /** Waits for an item of the status bar with a text. */
    async status(text: string): Promise<string> {
      const item = page.locator('.part.statusbar .statusbar-item', { hasText: text }).first();
      await item.waitFor();
      return (await item.getAttribute('aria-label')) ?? '';
    },

    /** What the page says, in its text and to its console, for a person who looks for the cause of a failure. */
    async visibleText(): Promise<string> {
      const text = (await page.innerText('body')).replace(/\n\s*\n+/g, '\n').slice(0, 6000);
      return `${text}\n---- its console\n${complaints.join('\n').slice(0, 4000)}`;
    },

    /** Closes whatever floats over the editor. */
    async calm() {
      for (let times = 0; times < 3; times += 1) await page.keyboard.press('Escape');
    },

    close: () => page.close(),
  };
}

/** Does something until an element appears, three times at most. */
async function insist(element: Locator, act: () => Promise<void>): Promise<void> {
  for (let attempt = 1; attempt < 3; attempt += 1) {
    await act();
    const appears = element.waitFor({ timeout: 3000 * attempt });
    if (await appears.then(yes, no)) return;
  }
  await act();
  await element.waitFor();
}

const yes = () => true;
const no = () => false;
